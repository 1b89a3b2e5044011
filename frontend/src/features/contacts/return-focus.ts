const LATER_MS = 60;

/**
 * Puts the focus back on the menu of a contact once a dialog that was opened from it closes: the item that was
 * clicked, where the focus would return to, went away with its menu.
 */
export function returnFocusTo(contactId: number): void {
  setTimeout(() => {
    const here = document.activeElement;
    const isLost = here === null || here === document.body || here.closest('[role="dialog"]') !== null;
    if (isLost) document.querySelector<HTMLElement>(`[data-menu-of="${contactId}"]`)?.focus();
  }, LATER_MS);
}
