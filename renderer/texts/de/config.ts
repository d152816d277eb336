import type { config as english } from '../en/config.ts'

export const config: typeof english = {
  intro: 'Was Signet in Ihren AWS-Dateien geändert hat, der Weg zurück, und was zu richten ist.',
  tabs: {
    label: 'Was gezeigt wird',
    changes: 'Änderungen',
    problems: (n) => (n === 0 ? 'Zu richten' : `Zu richten · ${n}`),
    takeOver: 'Übernehmen',
  },
  toMend: (n) => `${n} zu richten`,
  loading: 'Wird gelesen …',
  byDefault: {
    title: 'Standard',
    follows: (profile) => `[default] folgt ${profile}`,
    since: (when) => `seit ${when}`,
    notFollowed: (profile) => `${profile} wurde gewählt, aber [default] fragt Signet nicht mehr`,
    none: '[default] gehört Signet nicht. Wählen Sie bei einem Profil „Als Standard verwenden“, dann folgt es.',
    followAgain: (profile: string) => `${profile} verwenden`,
    restore: 'Wiederherstellen …',
    restoreTitle: '[default] zurückgeben',
    restoreHint:
      'Es wird, wie es war, bevor Signet dahinter stand. Werkzeuge, die kein Profil nennen, nehmen dann das.',
    restoreSubmit: 'Wiederherstellen',
    restored: '[default] ist, wie es war.',
  },
  table: 'Änderungen von Signet',
  columns: { when: 'Wann', command: 'Durch', file: 'Datei', size: 'Kopie' },
  unnoted: 'nicht vermerkt',
  bytes: (n) => (n === 1 ? '1 Byte' : `${n.toLocaleString('de')} Bytes`),
  files: { config: 'config', credentials: 'credentials' },
  keeps: 'Die letzten 20 Kopien jeder Datei bleiben.',
  change: {
    label: 'Die Änderung',
    came: 'Was mit ihr kam',
    copy: 'Kopie von davor',
    same: 'Es gibt keinen Unterschied.',
    back: 'Zurück vor diese Änderung …',
    backShort: 'Zurück …',
  },
  undo: {
    title: 'Zurückgehen',
    takesBack: (n) =>
      n === 1
        ? 'Das wird zurückgenommen:'
        : `Diese ${n} Änderungen werden zurückgenommen, die neueste zuerst:`,
    effects: 'Das kommt mit:',
    unchanged: 'Die Datei ist schon so.',
    submit: 'Hierhin zurück',
    done: (path) => `${path} ist, wie sie war.`,
    again: 'Rückgängig …',
    hint: 'Was jetzt dort steht, bleibt auch erhalten: auch das Zurückgehen lässt sich rückgängig machen.',
  },
  changesEmpty: {
    title: 'Noch keine Änderung, die sich zurücknehmen lässt',
    text: 'Bevor Signet eine AWS-Datei ändert, die es schon gibt, hebt es eine Kopie auf. Kopien stehen hier und bei',
    command: 'signet config backups',
  },
  problems: {
    check: 'Alles prüfen',
    checking: 'Wird geprüft …',
    checkHint: 'Fragt auch die Server von AWS, wie „signet doctor“.',
    checked: (span) => `Alles vor ${span} geprüft`,
    checkedNow: 'Alles eben geprüft',
    neverChecked: 'Bisher wurden nur Ihre AWS-Dateien angesehen.',
    verdicts: { problem: 'Problem', warning: 'Warnung', note: 'Hinweis', ok: 'in Ordnung' },
    groups: { mend: 'Zu richten', note: 'Gut zu wissen', ok: 'In Ordnung' },
    allFine: 'Es ist nichts zu richten.',
    copyCommand: (command) => `Kopieren: ${command}`,
    mends: { unlock: 'Entsperren', takeOver: 'Übernehmen …', useDefault: 'Wieder folgen lassen' },
  },
  takeOver: {
    kinds: {
      'sign-ins': 'Anmeldungen der AWS CLI',
      'move-keys': 'Zugriffsschlüssel in Ihren AWS-Dateien',
      'restore-keys': 'Zugriffsschlüssel im Tresor',
    },
    texts: {
      'sign-ins':
        'Die AWS CLI hält ihre Anmeldungen in offenen Dateien. Signet kann sie fortführen, samt den Profilen, die sie verwenden.',
      'move-keys':
        'Langlebige Schlüssel verlassen die Dateien und kommen in den Tresor. Werkzeuge laufen weiter: sie bekommen sie, oder kurzlebige, von Signet.',
      'restore-keys':
        'Der Weg zurück: Schlüssel kehren in die Dateien zurück, lesbar für jedes Ihrer Programme.',
    },
    commands: {
      'sign-ins': 'signet import',
      'move-keys': 'signet import --move-keys',
      'restore-keys': 'signet import --restore-keys',
    },
    none: {
      'sign-ins': 'Die AWS CLI hält hier keine Anmeldung.',
      'move-keys': 'In Ihren AWS-Dateien steht kein Zugriffsschlüssel.',
      'restore-keys': 'Im Tresor liegt kein Zugriffsschlüssel.',
    },
    looking: 'Wird nachgesehen …',
    preview: {
      'sign-ins': 'Übernehmen …',
      'move-keys': 'In den Tresor …',
      'restore-keys': 'Zurücklegen …',
    },
    submit: { 'sign-ins': 'Übernehmen', 'move-keys': 'In den Tresor', 'restore-keys': 'Zurücklegen' },
    typeYes: 'Zum Fortfahren ja eingeben',
    word: 'ja',
    stays: 'bleibt, wie es ist',
    count: (n) => `${n} gefunden`,
  },
  commands: {
    check: 'Alles auf Probleme prüfen',
    back: 'Die letzte Änderung der AWS-Konfiguration durch Signet rückgängig machen …',
  },
}
