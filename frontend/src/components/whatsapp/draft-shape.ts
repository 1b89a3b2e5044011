// What a campaign is made of while somebody writes it: the editor's, and what the preview is drawn from.

/** Where a value comes from; both are kept while somebody makes up their mind. */
export interface BindingDraft {
  source: 'field' | 'constant';
  field: string;
  fallback: string;
  value: string;
}

/** An uploaded image (`mediaId`), or a media by its address. */
export interface MediaDraft {
  source: 'upload' | 'link';
  mediaId: string;
  link: string;
}

export interface HeaderDraft extends MediaDraft {
  text: string;
  filename: string;
}

export interface ReplyButtonDraft {
  id: string;
  title: string;
}

export type Message2Kind = 'none' | 'text' | 'image' | 'buttons';

export interface Message2Draft {
  kind: Message2Kind;
  /** The text, or the caption of the image. */
  text: string;
  image: MediaDraft;
  buttons: ReplyButtonDraft[];
}

/** Everything that the editor holds of a campaign; complete or not. */
export interface Draft {
  name: string;
  categoryIds: number[];
  senderId: number | null;
  template: { name: string; language: string } | null;
  header: HeaderDraft;
  variables: Record<string, BindingDraft>;
  /** By the index of the button. */
  buttons: Record<string, BindingDraft>;
  message2: Message2Draft;
  skipUnreachable: boolean;
  consentOnly: boolean;
  /** Messages per second; null is the sender's own rate. */
  ratePerS: number | null;
  /** Seconds; null is the setting's. */
  windowS: number | null;
  /** `at` as LOCAL_TIME. */
  schedule: { mode: 'now' | 'later'; at: string | null };
}
