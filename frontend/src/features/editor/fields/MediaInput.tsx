import {
  Button,
  FileButton,
  Group,
  Image,
  Input,
  Progress,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPhoto, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaDraft } from '@/components/whatsapp/draft-shape';
import { LINK_MOST } from '@/features/editor/draft/limits';
import {
  IMAGE_MOST_BYTES,
  IMAGE_MOST_SHOWN,
  IMAGE_TYPES,
  imageAddress,
  useUploadMedia,
} from '@/hooks/useMedia';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { MediaPicker } from './MediaPicker';

/** An image: uploaded now, one of those uploaded before, or by its address. */
export function MediaInput(props: {
  label: string;
  media: MediaDraft;
  senderId: number | null;
  error: string | undefined;
  onChange: (media: Partial<MediaDraft>) => void;
}) {
  const { t } = useTranslation('editor');
  const { media, onChange } = props;
  return (
    <Stack gap="xs" role="group" aria-label={props.label}>
      <Input.Label labelElement="div">{props.label}</Input.Label>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={props.label}
        value={media.source}
        onChange={(source) => onChange({ source: source === 'link' ? 'link' : 'upload' })}
        data={[
          { value: 'upload', label: t('media.upload') },
          { value: 'link', label: t('media.link') },
        ]}
      />
      {media.source === 'link' ? (
        <LinkInput link={media.link} error={props.error} onChange={(link) => onChange({ link })} />
      ) : (
        <Upload {...props} />
      )}
    </Stack>
  );
}

/** The address of a media. */
export function LinkInput(props: {
  link: string;
  error: string | undefined;
  onChange: (link: string) => void;
}) {
  const { t } = useTranslation('editor');
  return (
    <TextInput
      type="url"
      label={t('media.link_label')}
      description={t('media.link_description')}
      placeholder="https://"
      maxLength={LINK_MOST}
      value={props.link}
      error={props.error}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function Upload(props: {
  label: string;
  media: MediaDraft;
  senderId: number | null;
  error: string | undefined;
  onChange: (media: Partial<MediaDraft>) => void;
}) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const describe = useErrorText();
  const upload = useUploadMedia();
  const [percent, setPercent] = useState(0);
  const [tooLarge, setTooLarge] = useState(false);
  const [picking, picker] = useDisclosure(false);
  const { media, onChange } = props;
  const address = imageAddress({ media_id: media.mediaId });

  const send = (file: File | null) => {
    if (!file) return;
    setTooLarge(file.size > IMAGE_MOST_BYTES);
    if (file.size > IMAGE_MOST_BYTES) return;
    setPercent(0);
    upload.mutate(
      { file, senderId: props.senderId, onProgress: setPercent },
      { onSuccess: ({ reference }) => onChange({ mediaId: reference }) },
    );
  };

  const error = tooLarge
    ? t('media.too_large', { most: format.bytes(IMAGE_MOST_SHOWN) })
    : upload.error
      ? describe(upload.error)
      : props.error;
  return (
    <Stack gap="xs">
      {address && (
        <Image src={address} alt={t('media.chosen')} radius="md" mah={180} w="auto" fit="contain" mr="auto" />
      )}
      {media.mediaId && !address && <Text size="sm">{t('media.foreign', { id: media.mediaId })}</Text>}
      <Group gap="xs">
        <FileButton accept={IMAGE_TYPES.join(',')} onChange={send}>
          {(button) => (
            <Button
              {...button}
              size="xs"
              variant="default"
              leftSection={<IconUpload size={16} />}
              disabled={upload.isPending}
              {...(error && { 'aria-invalid': true })}
            >
              {media.mediaId ? t('media.replace') : t('media.choose_file')}
            </Button>
          )}
        </FileButton>
        <Button size="xs" variant="subtle" leftSection={<IconPhoto size={16} />} onClick={picker.open}>
          {t('media.pick')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('media.kinds', { most: format.bytes(IMAGE_MOST_SHOWN) })}
      </Text>
      {upload.isPending && (
        <Progress.Root size="lg">
          <Progress.Section value={percent} aria-label={t('media.uploading')} animated>
            <Progress.Label>{format.percent(percent)}</Progress.Label>
          </Progress.Section>
        </Progress.Root>
      )}
      {error && <Input.Error role="alert">{error}</Input.Error>}
      <MediaPicker
        opened={picking}
        onClose={picker.close}
        onPick={(reference) => {
          upload.reset();
          setTooLarge(false);
          onChange({ mediaId: reference });
          picker.close();
        }}
      />
    </Stack>
  );
}
