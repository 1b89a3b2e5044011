import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A number that opens the list of the people in it; nobody in it, nothing to open. */
export function PeopleLink(props: {
  campaignId: number;
  word: string;
  count: number;
  /** Whose number it is, where what is inside does not say so. */
  of?: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation('campaigns');
  if (props.count === 0) return <div className={props.className}>{props.children}</div>;
  return (
    <Link
      to="/campaigns/$campaignId"
      params={{ campaignId: props.campaignId }}
      search={(before) => ({ ...before, people: props.word })}
      resetScroll={false}
      preload={false}
      className={props.className}
    >
      {props.children}
      <VisuallyHidden> {props.of ? t('people.see_of', { label: props.of }) : t('people.see')}</VisuallyHidden>
    </Link>
  );
}
