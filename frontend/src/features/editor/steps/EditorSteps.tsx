import { Stepper, Text } from '@mantine/core';
import { IconChecklist, IconMessage, IconMessageReply, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { STEPS } from '@/features/editor/draft/checks';
import type { Editor } from '@/features/editor/draft/useEditor';
import classes from './EditorSteps.module.css';

const ICONS = {
  audience: IconUsers,
  message_1: IconMessage,
  message_2: IconMessageReply,
  check: IconChecklist,
};

/** The four steps; back is free, forward as far as everything before is in order. */
export function EditorSteps({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const active = STEPS.indexOf(editor.step);
  return (
    <nav aria-label={t('steps.label')}>
      <Stepper
        active={active}
        onStepClick={(index) => editor.goTo(STEPS[index] ?? 'audience')}
        size="sm"
        iconSize={36}
        classNames={{ stepBody: classes.body ?? '', root: classes.root ?? '' }}
      >
        {STEPS.map((step, index) => {
          const Icon = ICONS[step];
          const wrong = index < active && editor.problems.some((problem) => problem.step === step);
          return (
            <Stepper.Step
              key={step}
              label={t(`steps.${step}`)}
              icon={<Icon size={18} />}
              aria-label={t('steps.open', { number: index + 1, name: t(`steps.${step}`) })}
              aria-current={index === active ? 'step' : undefined}
              {...(wrong && { color: 'red.8', completedIcon: <Icon size={18} /> })}
            />
          );
        })}
      </Stepper>
      <Text hiddenFrom="sm" fw={600} size="sm" ta="center" mt="xs">
        {t('steps.now', { number: active + 1, of: STEPS.length, name: t(`steps.${editor.step}`) })}
      </Text>
    </nav>
  );
}
