import { Alert, Button, List, Stack, Text, Title } from '@mantine/core';
import { IconCopy, IconDatabaseImport, IconEraser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/hooks/useMe';
import { type Answer, type RestoredQuestion, useAnswerRestored } from '@/hooks/useRestored';
import { ConfirmDialog } from './ConfirmDialog';
import classes from './Restored.module.css';
import { RestoredFacts } from './RestoredFacts';
import { SettingsSection } from './SettingsSection';
import { useRestoredWords } from './useRestoredWords';

const CHOICES = [
  { answer: 'restored', icon: IconDatabaseImport },
  { answer: 'copy', icon: IconCopy },
] as const;

/** The open question: what is known, what each answer means, and the answer, which is asked for twice. */
export function RestoredAsked({ question }: { question: RestoredQuestion }) {
  const { t } = useTranslation('restored');
  const isSuperAdmin = useMe().role === 'super_admin';
  return (
    <SettingsSection title={t('open_title')} text={t('open_text')}>
      <Stack gap="lg">
        <RestoredFacts question={question} />
        <Alert
          color="orange"
          icon={<IconEraser aria-hidden />}
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
          title={t('gone_title')}
        >
          {t('gone')}
        </Alert>
        <Choices question={question} isSuperAdmin={isSuperAdmin} />
      </Stack>
    </SettingsSection>
  );
}

function Choices({ question, isSuperAdmin }: { question: RestoredQuestion; isSuperAdmin: boolean }) {
  const { t } = useTranslation('restored');
  const { consequences, numbers } = useRestoredWords(question);
  const reply = useAnswerRestored();
  const [asked, setAsked] = useState<Answer>('restored');
  const [opened, setOpened] = useState(false);
  const isReading = question.state === 'reading';
  return (
    <div>
      <Title order={3} size="h5" mb="sm" id="restored-choices">
        {t('choose')}
      </Title>
      {(!isSuperAdmin || isReading) && (
        <Text size="sm" mb="sm" fw={550} role="status">
          {t(isSuperAdmin ? 'wait' : 'only')}
        </Text>
      )}
      <ul className={classes.choices} aria-labelledby="restored-choices">
        {CHOICES.map(({ answer, icon: Icon }) => (
          <li key={answer} className={classes.choice}>
            <div id={`restored-${answer}`}>
              <Title order={4} size="h5" mb={4}>
                {t(answer)}
              </Title>
              <Text size="sm" mb="xs">
                {t(`${answer}_when`)}
              </Text>
              <List size="sm" spacing={6}>
                {consequences(answer).map((words) => (
                  <List.Item key={words}>{words}</List.Item>
                ))}
              </List>
            </div>
            {isSuperAdmin && (
              <Button
                variant="default"
                leftSection={<Icon size={18} aria-hidden />}
                aria-describedby={`restored-${answer}`}
                disabled={isReading}
                onClick={() => {
                  reply.reset();
                  setAsked(answer);
                  setOpened(true);
                }}
              >
                {t(`answer_${answer}`)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={opened}
        title={t(`confirm.${asked}_title`)}
        text={
          <>
            <Text fw={600}>{numbers}</Text>
            <List size="sm" spacing={6}>
              {[...consequences(asked), t('gone'), t('confirm.final')].map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </>
        }
        action={t(`answer_${asked}`)}
        isHarsh={asked === 'copy'}
        isPending={reply.isPending}
        error={reply.error}
        onConfirm={() => reply.mutate(asked, { onSuccess: () => setOpened(false) })}
        onClose={() => setOpened(false)}
      />
    </div>
  );
}
