import type { logForms } from '../../../preload/contract/said-forms-log.ts'
import type { SayingsIn } from '../spoken.ts'

/** What the activity log says of itself and of its lines. */
export const logSayings: SayingsIn<keyof typeof logForms> = {
  'note-asker-gone': () => 'Wer gefragt hat, war vor der Antwort weg.',
  'note-for-a-while': () => 'für dieses Programm und Terminal, eine Weile lang',
  'note-once': () => 'einmal',
  'log-dropped': () => 'Zeilen, für die kein Platz zum Warten war, während der Datenträger sie nicht nahm.',
  'log-torn': () => 'Die Zeile davor ist abgerissen: Ihr Schreiben wurde unterbrochen.',
  'log-no-end-file': () => 'Die Datei, die sagt, wo der Verlauf endete, fehlte oder war beschädigt.',
  'log-gone': () => 'Der Verlauf war weg.',
  'log-last-unreadable': () => 'Die letzte Zeile ließ sich nicht lesen.',
  'log-end-gone': () => 'Am Ende waren Zeilen weg.',
  'log-last-changed': () => 'Die letzte Zeile war nicht, wie sie geschrieben wurde.',
  'check-torn': () => 'Die letzte Zeile ist abgerissen. Die nächste wird es sagen.',
  'check-unreadable': () => 'Diese Zeile lässt sich nicht lesen.',
  'check-changed-before': ({ line }) =>
    `Die Zeile vor Zeile ${line} ist nicht die, die dort geschrieben wurde.`,
  'check-out-of-order': ({ line, expected }) => `Wo Zeile ${expected} stehen müsste, steht Zeile ${line}.`,
  'check-missing': ({ from, to }) => missing(from, to, ''),
  'check-missing-first': ({ from, to }) => missing(from, to, ' am Anfang'),
  'check-missing-last': ({ from, to }) => missing(from, to, ' am Ende'),
  'check-missing-one': ({ line }) => missing(line, line, ''),
  'check-changed': ({ line }) => `Zeile ${line} ist nicht, wie sie geschrieben wurde.`,
  'check-dropped': () => 'Zeilen wurden nicht geschrieben.',
  'check-gap': () => 'Etwas fehlte.',
  'check-no-end-file': () =>
    'Die Datei, die sagt, wo der Verlauf endet, fehlt: Am Ende können Zeilen fehlen.',
  'log-disk-full': () => 'Der Datenträger ist voll, darum wartet der Verlauf im Arbeitsspeicher.',
  'log-disk-read-only': () => 'Der Datenträger lässt nur lesen, darum wartet der Verlauf im Arbeitsspeicher.',
  'log-not-allowed': () => 'Der Verlauf darf nicht geschrieben werden, darum wartet er im Arbeitsspeicher.',
  'log-unwritten': () => 'Der Verlauf ließ sich nicht schreiben, darum wartet er im Arbeitsspeicher.',
}

function missing(from: string, to: string, where: string): string {
  return from === to ? `Zeile ${from}${where} fehlt.` : `Die Zeilen ${from} bis ${to}${where} fehlen.`
}
