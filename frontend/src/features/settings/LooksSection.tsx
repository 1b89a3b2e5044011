import { Group, Input, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES, type Language } from '@/i18n';
import { SettingsSection } from './SettingsSection';

const COLOURS = ['light', 'dark', 'auto'] as const;

/** Language and colours of this browser. */
export function LooksSection() {
  const { t } = useTranslation('settings');
  const { t: common, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const id = useId();
  return (
    <SettingsSection title={t('account.looks')} text={t('account.looks_text')}>
      <Group gap="xl" align="flex-start">
        <div>
          <Input.Label component="div" display="block" id={`${id}language`} mb={6}>
            {t('account.language')}
          </Input.Label>
          <SegmentedControl<Language>
            aria-labelledby={`${id}language`}
            data={LANGUAGES.map((value) => ({ value, label: common(`language.${value}`) }))}
            value={i18n.language === 'fr' ? 'fr' : 'en'}
            onChange={(language) => void changeLanguage(language)}
          />
        </div>
        <div>
          <Input.Label component="div" display="block" id={`${id}colours`} mb={6}>
            {t('account.colours')}
          </Input.Label>
          <SegmentedControl<(typeof COLOURS)[number]>
            aria-labelledby={`${id}colours`}
            data={COLOURS.map((value) => ({ value, label: common(`theme.${value}`) }))}
            value={colorScheme}
            onChange={setColorScheme}
          />
        </div>
      </Group>
    </SettingsSection>
  );
}
