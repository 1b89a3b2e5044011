import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { uploadForm } from '@/lib/api/upload';
import { pagesQuery } from '@/lib/pages';
import { keys } from '@/lib/query-keys';

export type Media = Schemas['MediaBody'];

/** What the server takes: see `POST /api/media`. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png'];
export const IMAGE_MOST_BYTES = 5 * 1024 * 1024;
/** What people are told. */
export const IMAGE_MOST_SHOWN = 5_000_000;

/** Pages of uploaded images, the newest first. */
const mediaQuery = pagesQuery(keys.media.list, (place, { signal }) =>
  unwrap(api.GET('/api/media', { params: { query: { limit: 24, ...place } }, signal })),
);

export const useMedia = (enabled = true) => useInfiniteQuery({ ...mediaQuery, enabled });

/** Upload an image; `onProgress` hears how much of it has left, 0 to 100. */
export function useUploadMedia() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: { file: File; senderId: number | null; onProgress: (percent: number) => void }) => {
      const form = new FormData();
      form.append('file', request.file);
      if (request.senderId !== null) form.append('sender_id', String(request.senderId));
      return uploadForm<Media>('/api/media', form, ({ sent, total }) =>
        request.onProgress(total > 0 ? Math.round((100 * sent) / total) : 0),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.media.all }),
  });
}

const OURS = /^media:([1-9]\d{0,17})$/;

/** Where an image that a campaign names is to be seen; null for an id of Meta's own. */
export function imageAddress(media: {
  media_id?: string | null | undefined;
  link?: string | null | undefined;
}): string | null {
  if (media.link) return media.link;
  const number = OURS.exec(media.media_id ?? '')?.[1];
  return number ? `/api/media/${number}/content` : null;
}
