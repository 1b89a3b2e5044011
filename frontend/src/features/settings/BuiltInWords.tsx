import { Accordion, Chip, Group, Input, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useOptOutWords, type WordsOfLanguage } from '@/hooks/useSettings';
import { isRemoved, othersOf, toggle } from './built-in-words';
import { SectionSkeleton } from './SectionSkeleton';

interface Props {
  wish: 'stop' | 'start';
  label: string;
  description: string;
  error?: string | undefined;
  disabled?: boolean;
  /** The words that are taken out, one per line. */
  removed: string;
  onChange: (removed: string) => void;
}

/** The built-in words, language by language: what is ticked counts. */
export function BuiltInWords(props: Props) {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useOptOutWords();
  const { wish, removed } = props;
  if (!data) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton rows={2} />;
  }
  const lists = data[wish];
  const others = othersOf(
    removed,
    lists.flatMap(({ words }) => words),
  );
  return (
    <Input.Wrapper
      label={props.label}
      description={props.description}
      error={props.error}
      labelElement="div"
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <Accordion multiple variant="separated" radius="md" mt="xs" order={3}>
        {lists.map((list) => (
          <Language key={list.language} {...props} list={list} />
        ))}
        {others.length > 0 && (
          <Accordion.Item value="others">
            <Accordion.Control>{t('general.words.others')}</Accordion.Control>
            <Accordion.Panel>
              <Chips {...props} words={others} />
            </Accordion.Panel>
          </Accordion.Item>
        )}
      </Accordion>
    </Input.Wrapper>
  );
}

function Language({ list, ...props }: Props & { list: WordsOfLanguage }) {
  const { t } = useTranslation('settings');
  const nameOf = useLanguageName();
  const { words, fixed } = list;
  const out = words.filter((word) => !fixed.includes(word) && isRemoved(props.removed, word)).length;
  return (
    <Accordion.Item value={list.language}>
      <Accordion.Control>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <span>{nameOf(list.language)}</span>
          <Text component="span" size="sm" c="dimmed">
            {[
              t('general.words.count', { count: words.length }),
              out > 0 && t('general.words.out', { count: out }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel lang={list.language}>
        <Chips {...props} words={words} fixed={fixed} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function Chips({
  words,
  fixed,
  removed,
  disabled,
  onChange,
}: Props & { words: readonly string[]; fixed?: readonly string[] }) {
  return (
    <Group gap={6}>
      {words.map((word) => {
        const isFixed = fixed?.includes(word) ?? false;
        return (
          <Chip
            key={word}
            size="sm"
            variant="light"
            styles={{ label: { height: 'auto', minHeight: 28, whiteSpace: 'normal' } }}
            checked={isFixed || !isRemoved(removed, word)}
            disabled={disabled === true || isFixed}
            onChange={() => onChange(toggle(removed, word))}
          >
            {word}
          </Chip>
        );
      })}
    </Group>
  );
}

/** Languages that the browser has no name for are named here by those who speak them. */
const OWN_NAMES: Record<string, string> = {
  dyu: 'Dioula',
  fon: 'Fɔ̀ngbè',
  ee: 'Eʋegbe',
  tw: 'Twi',
  pcm: 'Naijá',
};

function useLanguageName() {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'none' });
  return (language: string) => {
    const name = names.of(language) ?? OWN_NAMES[language] ?? language;
    return name.charAt(0).toLocaleUpperCase(i18n.language) + name.slice(1);
  };
}
