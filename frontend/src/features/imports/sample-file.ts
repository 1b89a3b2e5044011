const LINES = {
  en: [
    ['Phone', 'First name', 'Last name', 'City'],
    ['+229 01 97 00 00 01', 'Awa', 'Kérékou', 'Cotonou'],
    ['+33 6 12 34 56 78', 'Jean', 'Martin', 'Lyon'],
    ['+228 90 12 34 56', 'Koffi', 'Mensah', 'Lomé'],
  ],
  fr: [
    ['Téléphone', 'Prénom', 'Nom', 'Ville'],
    ['+229 01 97 00 00 01', 'Awa', 'Kérékou', 'Cotonou'],
    ['+33 6 12 34 56 78', 'Jean', 'Martin', 'Lyon'],
    ['+228 90 12 34 56', 'Koffi', 'Mensah', 'Lomé'],
  ],
};

/** A small file as an import takes it, which spreadsheets of the language open with a double click. */
export function sampleFile(language: string): { name: string; address: string } {
  const isFrench = language === 'fr';
  const text = LINES[isFrench ? 'fr' : 'en'].map((cells) => cells.join(isFrench ? ';' : ',')).join('\r\n');
  return {
    name: isFrench ? 'contacts-exemple.csv' : 'sample-contacts.csv',
    address: `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${text}\r\n`)}`,
  };
}
