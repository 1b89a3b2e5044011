import { useTranslation } from 'react-i18next';
import { STATES, TYPES } from '@/lib/message-words';
import { useFormat } from '@/lib/useFormat';
import { errorWord, type People, readCount, STEPS, stateWord } from './people';
import type { Stats } from './useLiveCampaign';

/** What the numbers of a campaign are called, and all that have somebody in them, to choose from. */
export function usePeopleWords(stats: Stats) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation();
  const format = useFormat();

  const labelOf = (people: People): string => {
    if (people.kind === 'step') return t(`funnel.${people.step}`);
    if (people.kind === 'error') return t('people.error', { code: people.code });
    return `${tCommon(`message_type.${people.type}`)} · ${tCommon(`message_state.${people.state}`)}`;
  };

  const groups = (chosen: People) => {
    const steps = STEPS.filter(
      (step) => stats.funnel[step] > 0 || (chosen.kind === 'step' && chosen.step === step),
    ).map((step) => ({ value: step, label: `${t(`funnel.${step}`)} (${format.count(stats.funnel[step])})` }));
    const byState = TYPES.map((type) => ({
      group: t(type === 'message_1' ? 'people.group_1' : 'people.group_2'),
      items: STATES.filter(
        (state) =>
          readCount(stats[type], state) > 0 ||
          (chosen.kind === 'state' && chosen.type === type && chosen.state === state),
      ).map((state) => ({
        value: stateWord(type, state),
        label: `${tCommon(`message_state.${state}`)} (${format.count(readCount(stats[type], state))})`,
      })),
    })).filter(({ items }) => items.length > 0);
    const errors =
      chosen.kind === 'error'
        ? [
            {
              group: t('people.group_errors'),
              items: [{ value: errorWord(chosen.code), label: labelOf(chosen) }],
            },
          ]
        : [];
    return [{ group: t('people.group_funnel'), items: steps }, ...byState, ...errors];
  };

  return { labelOf, groups };
}
