import { Button, Paper, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconLanguage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColoursButton } from '@/components/ColoursButton';
import { Logo } from '@/components/Logo';
import { changeLanguage } from '@/i18n';
import classes from './AuthLayout.module.css';

/** The frame of sign-in and set-up: the mark, one card, and the choice of language and colours. */
export function AuthLayout(props: { title: string; text: string; children: ReactNode; below?: ReactNode }) {
  const { t, i18n } = useTranslation();
  useDocumentTitle(`${props.title} · ${t('app')}`);
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <Button
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          leftSection={<IconLanguage size={18} aria-hidden />}
          lang={other}
          onClick={() => void changeLanguage(other)}
        >
          {t(`language.${other}`)}
        </Button>
        <ColoursButton />
      </header>
      <main className={classes.center}>
        <div className={classes.column}>
          <div className={classes.head}>
            <Logo size={52} />
            <Title order={1} size="h2">
              {props.title}
            </Title>
            <p>{props.text}</p>
          </div>
          <Paper withBorder radius="lg" p={{ base: 'lg', xs: 'xl' }} shadow="sm">
            {props.children}
          </Paper>
          {props.below}
        </div>
      </main>
    </div>
  );
}
