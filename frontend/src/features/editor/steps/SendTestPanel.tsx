import { Anchor, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconCircleCheck, IconSend } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '@/features/editor/draft/useEditor';
import { slug } from '@/features/editor/draft/useSteps';
import { Notice } from '@/features/editor/fields/Notice';
import { useFieldError } from '@/features/editor/fields/useFieldError';
import { useLastTest, useTryCampaign } from '@/hooks/usePreflight';

const STORED = 'relance.trial-phone';

/** Send both messages to a number of the team, the way they will go to everybody. */
export function SendTestPanel({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const navigate = useNavigate();
  const [phone, setPhone] = useState(() => localStorage.getItem(STORED) ?? '');
  const [wrong, setWrong] = useState(false);
  const test = useTryCampaign();
  const last = useLastTest(editor.campaign?.id ?? null);
  const errorOf = useFieldError(editor);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const typed = phone.trim();
    const writable = /^(\+|00)[\d\s().-]{6,}$/.test(typed);
    setWrong(!writable);
    if (!writable || editor.showFirstProblem(false)) return;
    // A test is of what is saved; what is on screen is saved first.
    let campaign = editor.campaign;
    if (!campaign || editor.dirty) {
      const saved = await editor.save({ scheduled: campaign?.status === 'scheduled' });
      if (saved.kind !== 'saved') return;
      campaign = saved.campaign;
    }
    try {
      await test.mutateAsync({ campaignId: campaign.id, phone: typed });
      localStorage.setItem(STORED, typed);
    } catch (error) {
      editor.refuse(error);
    }
    if (!editor.campaign) {
      void navigate({
        to: '/campaigns/$campaignId/edit',
        params: { campaignId: campaign.id },
        hash: slug('check'),
        hashScrollIntoView: false,
        resetScroll: false,
        replace: true,
        ignoreBlocker: true,
      });
    }
  };

  const error = wrong ? t('send_test.phone_wrong') : errorOf('phone');
  return (
    <Paper withBorder radius="md" p={{ base: 'md', sm: 'lg' }}>
      <Title order={2} size="h4">
        {t('send_test.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t('send_test.description')}
      </Text>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Group gap="sm" align="flex-end">
          <TextInput
            flex="1 1 200px"
            type="tel"
            autoComplete="tel"
            label={t('send_test.phone')}
            placeholder="+229 01 97 00 00 00"
            value={phone}
            error={error !== undefined}
            {...(error !== undefined && { 'aria-describedby': 'test-error' })}
            onChange={(event) => {
              setPhone(event.currentTarget.value);
              setWrong(false);
            }}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconSend size={16} />}
            loading={test.isPending || editor.saving}
          >
            {t(editor.campaign && !editor.dirty ? 'send_test.send' : 'send_test.save_and_send')}
          </Button>
        </Group>
        {error !== undefined && (
          <Text id="test-error" size="xs" c="var(--mantine-color-error)" mt={6} role="alert">
            {error}
          </Text>
        )}
      </form>
      {last && (
        <Notice
          mt="md"
          color="forest"
          icon={<IconCircleCheck />}
          title={t('send_test.sent', { phone: last.phone })}
          role="status"
        >
          <Stack gap={6}>
            <Text size="sm">
              {t(editor.draft.message2.kind === 'none' ? 'send_test.next_alone' : 'send_test.next')}
            </Text>
            <Anchor
              component={Link}
              to={`/messages/${last.message_id}`}
              size="sm"
              c="inherit"
              underline="always"
            >
              {t('send_test.follow')}
            </Anchor>
          </Stack>
        </Notice>
      )}
    </Paper>
  );
}
