import { Alert, Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useMe } from '@/hooks/useMe';
import { type Setting, type SettingList, useChangeSettings, useSettings } from '@/hooks/useSettings';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { SectionSkeleton } from './SectionSkeleton';
import { SettingField } from './SettingField';
import { SettingsSection } from './SettingsSection';
import { type Draft, draftOf, listChanges, listProblems } from './setting-values';
import { useSettingsTitle } from './useSettingsTitle';
import { useSettingWords } from './useSettingWords';

/** What administrators change while Relance runs. The page is built from what the API tells. */
export function GeneralPage() {
  useSettingsTitle('general');
  const { data, error, refetch } = useSettings();
  if (data) return <Settings list={data} />;
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton rows={6} />;
}

function Settings({ list }: { list: SettingList }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const isSuperAdmin = useMe().role === 'super_admin';
  const change = useChangeSettings();
  // Only what somebody has written into: all else is what the API says.
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  const changes = listChanges(list.items, drafts);
  const problems = listProblems(list.items, drafts);
  const refused = useRefused(change.error);
  const count = Object.keys(changes).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (count === 0 || Object.keys(problems).length > 0) return;
    change.mutate(
      { values: changes, version: list.version },
      {
        onSuccess: () => {
          setDrafts({});
          notifications.show({ color: 'forest', message: t('general.saved', { count }) });
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={760}>
        {groupsOf(list.items).map(([group, settings]) => (
          <SettingsSection key={group} title={t(`general.groups.${group}`)}>
            <Stack gap="lg">
              {settings.map((setting) => (
                <SettingField
                  key={setting.name}
                  setting={setting}
                  draft={drafts[setting.name] ?? draftOf(setting)}
                  isOwn={isSuperAdmin || !setting.super_admins_only}
                  problem={problems[setting.name] ?? refused[setting.name]}
                  onChange={(draft) => {
                    if (change.error && !isStale(change.error)) change.reset();
                    setDrafts((all) => ({ ...all, [setting.name]: draft }));
                  }}
                />
              ))}
            </Stack>
          </SettingsSection>
        ))}
        {change.error && <Refusal error={change.error} settings={list.items} />}
        <Group gap="xs">
          <Button type="submit" loading={change.isPending} disabled={count === 0}>
            {common('actions.save')}
          </Button>
          {count > 0 && (
            <Button
              variant="default"
              onClick={() => {
                setDrafts({});
                change.reset();
              }}
            >
              {common('actions.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** Why nothing was saved; where somebody else was quicker, what they have set. */
function Refusal({ error, settings }: { error: Error; settings: readonly Setting[] }) {
  const { t } = useTranslation('settings');
  const describe = useErrorText();
  const { wordsOf, say } = useSettingWords();
  const names = isStale(error) ? Object.keys(error.details.values as object) : [];
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      title={isStale(error) ? t('general.stale') : describe(error)}
    >
      {settings
        .filter((setting) => names.includes(setting.name))
        .map((setting) => (
          <div key={setting.name}>
            {t('general.theirs', {
              label: wordsOf(setting.name).label,
              value: say(setting, setting.value),
            })}
          </div>
        ))}
      {names.length > 0 && t('general.save_again')}
    </Alert>
  );
}

function isStale(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'settings_changed';
}

/** What the API refused, at its field. */
function useRefused(error: unknown): Record<string, string> {
  const { t } = useTranslation('settings');
  if (!(error instanceof ApiError) || error.code !== 'setting_refused') return {};
  const problems = (error.details.problems ?? []) as { name: string }[];
  return Object.fromEntries(problems.map(({ name }) => [name, t('general.refused')]));
}

/** In the order in which the API tells them, groups too. */
function groupsOf(settings: readonly Setting[]): [Setting['group'], Setting[]][] {
  const groups = new Map<Setting['group'], Setting[]>();
  for (const setting of settings) groups.set(setting.group, [...(groups.get(setting.group) ?? []), setting]);
  return [...groups];
}
