// The texts of all other pages: they come when one of these is opened, or when the browser has nothing to do.
import alerts from './alerts.json';
import campaigns from './campaigns.json';
import categories from './categories.json';
import contacts from './contacts.json';
import doubts from './doubts.json';
import downloads from './downloads.json';
import editor from './editor.json';
import imports from './imports.json';
import messages from './messages.json';
import meta from './meta.json';
import monitoring from './monitoring.json';
import reasons from './reasons.json';
import restored from './restored.json';
import settings from './settings.json';

export default {
  alerts,
  campaigns,
  categories,
  contacts,
  doubts,
  downloads,
  editor,
  imports,
  messages,
  meta,
  monitoring,
  reasons,
  restored,
  settings,
};
