import { VisuallyHidden } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { type RefObject, useEffect, useState } from 'react';

const SETTLED_MS = 150;

/**
 * Tells a screen reader which page has opened, by its title; and where what had the focus is gone with the
 * page before, puts it on the new page.
 */
export function RouteAnnouncer({ main }: { main: RefObject<HTMLElement | null> }) {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const [opened, setOpened] = useState<{ path: string | undefined; title: string }>({ path, title: '' });
  useEffect(() => {
    if (path === opened.path || opened.path === undefined) {
      if (path !== opened.path) setOpened({ path, title: '' });
      return;
    }
    const timer = setTimeout(() => {
      setOpened({ path, title: document.title });
      if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [path, opened.path, main]);
  return (
    <VisuallyHidden aria-live="polite" aria-atomic>
      {opened.title}
    </VisuallyHidden>
  );
}
