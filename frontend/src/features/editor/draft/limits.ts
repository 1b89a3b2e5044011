// What the API takes; it says so again with `campaign_refused` when one of these is passed.
export const NAME_MOST = 200;
export const VALUE_MOST = 4096;
export const HEADER_TEXT_MOST = 60;
export const TEXT_MOST = 4096;
/** With buttons below it, and below an image. */
export const SHORT_TEXT_MOST = 1024;
export const BUTTONS_MOST = 3;
export const BUTTON_TITLE_MOST = 20;
export const LINK_MOST = 2048;
export const RATE_MOST = 10_000;
export const WINDOW_MOST_S = 86_400;

/** Characters as the API counts them: an emoji of one code point is one. */
export const countCharacters = (text: string): number => [...text].length;
