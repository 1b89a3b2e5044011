import { Modal, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { MoreButton } from '@/components/MoreButton';
import classes from '@/features/editor/Editor.module.css';
import { useMedia } from '@/hooks/useMedia';
import { useFormat } from '@/lib/useFormat';

/** The images uploaded before, the newest first. */
export function MediaPicker(props: {
  opened: boolean;
  onClose: () => void;
  onPick: (reference: string) => void;
}) {
  const { t } = useTranslation('editor');
  const { t: tCommon } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('media.pick_title')}
      size="lg"
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Images onPick={props.onPick} />
    </Modal>
  );
}

function Images({ onPick }: { onPick: (reference: string) => void }) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const media = useMedia();
  if (media.isPending) return <Skeleton h={180} />;
  if (media.isError) return <ErrorState error={media.error} onRetry={() => void media.refetch()} />;
  const images = media.data.pages.flatMap(({ items }) => items);
  if (images.length === 0) {
    return (
      <Text c="dimmed" ta="center" py="xl">
        {t('media.none')}
      </Text>
    );
  }
  return (
    <>
      <ul className={classes.images}>
        {images.map((image) => (
          <li key={image.id}>
            <UnstyledButton
              className={classes.image ?? ''}
              onClick={() => onPick(image.reference)}
              aria-label={t('media.use', { name: image.filename, day: format.day(image.created_at) })}
              title={image.filename}
            >
              <img src={`/api/media/${image.id}/content`} alt="" loading="lazy" />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <MoreButton of={media} />
    </>
  );
}
