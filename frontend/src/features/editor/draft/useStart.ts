import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useStartCampaign, useStartNewCampaign } from '@/hooks/useCampaignCommands';
import type { Campaign } from '@/hooks/useCampaigns';
import { ApiError } from '@/lib/api/errors';
import { scheduledAt } from './draft';
import type { Editor } from './useEditor';

/** Starts or schedules what is in the editor, then opens the campaign's page. */
export function useStart(editor: Editor) {
  const navigate = useNavigate();
  const startNew = useStartNewCampaign();
  const startSaved = useStartCampaign();
  const [asking, setAsking] = useState(false);
  const later = editor.draft.schedule.mode === 'later';

  const ask = () => {
    if (!editor.showFirstProblem(later)) setAsking(true);
  };

  const begin = async (): Promise<Campaign | null> => {
    // A campaign with a time starts by itself: saving it is all there is to do.
    if (later) {
      const saved = await editor.save({ scheduled: true });
      return saved.kind === 'saved' ? saved.campaign : null;
    }
    if (!editor.campaign) {
      const body = editor.requestOf(false);
      if (!body) return null;
      const made = await startNew.mutateAsync({ body, idempotencyKey: editor.keyFor('start', body) });
      editor.markSaved();
      return made;
    }
    if (editor.dirty) {
      const saved = await editor.save();
      if (saved.kind !== 'saved') return null;
    }
    return await startSaved.mutateAsync({ id: editor.campaign.id });
  };

  const confirm = async () => {
    try {
      const campaign = await begin();
      if (!campaign) {
        setAsking(false);
        return;
      }
      openCampaign(campaign.id);
    } catch (error) {
      setAsking(false);
      editor.refuse(error);
      // Somebody else, or an answer that was lost, started it before: its page tells how it goes.
      const started =
        error instanceof ApiError &&
        (error.code === 'campaign_not_startable' || error.code === 'campaign_not_changeable');
      if (started && editor.campaign) openCampaign(editor.campaign.id);
    }
  };

  const openCampaign = (campaignId: number) =>
    void navigate({ to: '/campaigns/$campaignId', params: { campaignId }, ignoreBlocker: true });

  return {
    later,
    at: scheduledAt(editor.draft),
    asking,
    ask,
    confirm,
    cancel: () => setAsking(false),
    busy: editor.saving || startNew.isPending || startSaved.isPending,
  };
}
