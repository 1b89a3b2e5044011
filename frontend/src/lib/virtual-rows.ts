import { useVirtualizer, useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** The rows that are drawn, and the empty room before and after them in pixels. */
export interface Rows {
  items: readonly VirtualItem[];
  before: number;
  after: number;
  /** Put on each row, which carries its `data-index`. */
  measure: (row: Element | null) => void;
}

const OVERSCAN = 8;

/** Rows of a list that scrolls with the page. `anchor` goes on an element at the list's top. */
export function useRowsInWindow(
  count: number,
  rowHeight: number,
): Rows & { anchor: RefObject<HTMLDivElement | null> } {
  const anchor = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above moves when rows come and go
  useLayoutEffect(() => {
    if (anchor.current) setMargin(anchor.current.getBoundingClientRect().top + window.scrollY);
  }, [count]);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: margin,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  return {
    anchor,
    items,
    before: Math.max(0, (items[0]?.start ?? margin) - margin),
    after: Math.max(0, virtualizer.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin)),
    measure: virtualizer.measureElement,
  };
}

/** Rows of a list that scrolls in a box of its own. */
export function useRowsInBox(count: number, rowHeight: number, box: HTMLElement | null): Rows {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => box,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  return {
    items,
    before: items[0]?.start ?? 0,
    after: Math.max(0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)),
    measure: virtualizer.measureElement,
  };
}

const EMPTY_PAGES = 20;

interface Pages {
  data: { pages: readonly { items: readonly unknown[] }[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  fetchNextPage: () => unknown;
}

/**
 * Asks for the next page as the end comes near. A page may be empty and still have one after it: after twenty
 * such it stops and leaves the rest to the reader (`hasStopped`).
 */
export function useMoreAtEnd(pages: Pages, rows: Rows, count: number): { hasStopped: boolean } {
  const all = pages.data?.pages ?? [];
  const filled = all.findLastIndex((page) => page.items.length > 0);
  const emptyRun = all.length - 1 - filled;
  const hasStopped = emptyRun > 0 && emptyRun % EMPTY_PAGES === 0;
  const lastShown = rows.items.at(-1)?.index ?? -1;
  const isNearEnd = lastShown >= count - 1 - OVERSCAN * 2;
  const wantsMore = isNearEnd && pages.hasNextPage && !pages.isFetching && !pages.isError && !hasStopped;
  const { fetchNextPage } = pages;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return { hasStopped: hasStopped && pages.hasNextPage };
}
