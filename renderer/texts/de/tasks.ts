import type { tasks as english } from '../en/tasks.ts'

export const tasks: typeof english = {
  steps: {
    preparing: 'Vorbereitung',
    registering: 'Dieser Rechner wird bei Identity Center angemeldet',
    browser: 'Ihr Browser wird geöffnet',
    waiting: 'AWS wartet auf Sie',
    code: 'Wartet auf den Code',
    exchanging: 'Bestätigt, die Sitzung wird geholt',
    done: 'Angemeldet',
  },
  openPage: 'Seite öffnen',
  pageOpened: 'Die Seite ist in Ihrem Browser offen.',
  pageByHand: 'Öffnen Sie diese Adresse in einem Browser auf diesem Rechner:',
  pageAnywhere: 'Öffnen Sie diese Adresse in irgendeinem Browser:',
  compare: 'Erlauben Sie es nur, wenn die Seite diesen Code zeigt:',
  pasteCode: 'Code von der Seite',
  answer: 'Weiter',
  endsIn: (span) => `Endet in ${span}`,
  overSsh: 'Es wird ein Gerätecode benutzt, weil dies eine SSH-Sitzung ist.',
  noDisplay: 'Es wird ein Gerätecode benutzt, weil es hier keinen Bildschirm für einen Browser gibt.',
  cancelled: 'Abgebrochen. Nichts wurde geändert.',
  again: 'Erneut versuchen',
  finish: 'Fertig',
  changed: 'Was sich in Ihrer AWS-Konfiguration geändert hat',
  wouldChange: 'Was sich ändern würde',
  underWay: (n) => (n === 1 ? '1 Vorgang läuft' : `${n} Vorgänge laufen`),
}
