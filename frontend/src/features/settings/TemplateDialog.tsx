import { Alert, Badge, Button, Group, Modal, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PhoneScreen } from '@/components/whatsapp/PhoneScreen';
import { showTemplate } from '@/components/whatsapp/rendering';
import { TemplateStatusBadge } from '@/components/whatsapp/TemplateStatusBadge';
import { isUsable, knownStatus } from '@/components/whatsapp/template-status';
import { WhatsAppPreview } from '@/components/whatsapp/WhatsAppPreview';
import type { Template } from '@/hooks/useTemplates';
import { nameQuality, QUALITY_COLORS } from '@/lib/meta-words';
import { useFormat } from '@/lib/useFormat';
import { useReason, useStopWords } from '@/lib/useReason';
import classes from './SettingsPage.module.css';
import { useTemplateCategory } from './useTemplateCategory';

/** A template as a contact sees it, and all that Meta says of it. */
export function TemplateDialog({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={template !== null}
      onClose={onClose}
      title={template ? `${template.name} · ${template.language}` : ''}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {template && <Details template={template} />}
    </Modal>
  );
}

function Details({ template }: { template: Template }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const nameCategory = useTemplateCategory();
  const quality = nameQuality(template.quality);
  const variables = template.shape.body_parameters.map((name) => `{{${name}}}`).join(', ');
  return (
    <div className={classes.detail}>
      <PhoneScreen label={t('templates.preview')} from={t('templates.sender')}>
        <WhatsAppPreview {...showTemplate(template)} />
      </PhoneScreen>
      <Stack>
        <dl className={classes.facts}>
          <Fact label={t('templates.status_filter')}>
            <TemplateStatusBadge status={template.status} />
          </Fact>
          <Fact label={t('templates.category_label')}>{nameCategory(template.category)}</Fact>
          <Fact label={t('templates.quality')}>
            <Badge color={QUALITY_COLORS[quality]} tt="none" fw={600}>
              {t(`senders.quality_of.${quality}`)}
            </Badge>
          </Fact>
          <Fact label={t('templates.variables')}>{variables || t('templates.no_variables')}</Fact>
          <Fact label={t('templates.synced_at')}>
            {template.synced_at ? format.ago(template.synced_at) : '–'}
          </Fact>
        </dl>
        <WhyNot template={template} />
        {isUsable(template) && (
          <Group>
            <Button renderRoot={(props) => <Link to="/campaigns/new" {...props} />}>
              {t('templates.use')}
            </Button>
          </Group>
        )}
      </Stack>
    </div>
  );
}

/** What keeps it from being sent, one thing a line. */
function WhyNot({ template }: { template: Template }) {
  const { t } = useTranslation('settings');
  const { t: editor } = useTranslation('editor');
  const tell = useReason();
  const explain = useStopWords();
  const unsupported = template.shape.unsupported_reason;
  const status = knownStatus(template.status);
  const reasons = [
    status !== 'APPROVED' && (status ? editor(`template_why.${status}`) : editor('template_why.other')),
    template.rejected_reason && t('templates.rejected', { reason: template.rejected_reason }),
    unsupported && t('templates.unsupported', { reason: tell(unsupported) }),
    template.blocked_at &&
      t('templates.blocked', {
        reason: explain(template.blocked_code, template.blocked_reason).replace(/\.$/, ''),
      }),
  ].filter((reason) => typeof reason === 'string' && reason !== '');
  return reasons.map((reason) => (
    <Alert key={String(reason)} color="orange" variant="light">
      {reason}
    </Alert>
  ));
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
