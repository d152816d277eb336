import type { ShellTexts } from './english.ts'

export const german: ShellTexts = {
  span: {
    seconds: (count) => `${count} s`,
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => `${count} d`,
  },
  state: {
    active: 'angemeldet',
    renewing: 'wird erneuert',
    waiting: 'wartet auf AWS',
    ended: 'beendet, neu anmelden',
    'not-signed-in': 'nicht angemeldet',
    locked: 'Tresor gesperrt',
    other: 'nicht durch Signet',
    over: 'abgelaufen',
    default: 'Standard',
    production: 'Produktion',
  },
  tray: {
    tip: (alive) => (alive === 0 ? 'Signet: niemand ist angemeldet' : `Signet: ${alive} angemeldet`),
    paused: 'Angehalten: kein Werkzeug bekommt Zugangsdaten',
    locked: 'Gesperrt: entsperren, um sich anzumelden oder Profile zu nutzen',
    empty: 'Noch keine Sitzung',
    more: (count) => `${count} weitere`,
    signIn: 'Anmelden…',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    open: 'Signet öffnen',
    quit: 'Signet beenden',
  },
  menu: {
    file: 'Datei',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    window: 'Fenster',
    help: 'Hilfe',
    signIn: 'Anmelden…',
    settings: 'Einstellungen…',
    command: 'Befehl signet einrichten…',
    update: 'Nach einer neuen Version sehen…',
    quit: 'Signet beenden',
  },
  notice: {
    ended: (name) => ({
      title: `Neu anmelden: ${name}`,
      body: 'AWS hat diese Sitzung beendet. Werkzeuge, die sie nutzen, bekommen bis dahin einen Fehler.',
    }),
    endsSoon: (name, span) => ({
      title: `${name} endet in ${span}`,
      body: 'Länger lässt sie sich nicht erneuern. Wer sich vorher neu anmeldet, merkt nichts davon.',
    }),
    asked: (program, profile) => ({
      title: `${program ?? 'Ein Programm'} fragt nach ${profile}`,
      body: 'Es wartet auf die Antwort. Signet zeigt, was geprüft wurde.',
    }),
    notLocked: {
      title: 'Der Tresor wurde nicht mit dem Bildschirm gesperrt',
      body: 'Der Datenträger hat Neues nicht angenommen, und es wäre verloren gegangen. Schaffe Platz und sperre den Tresor in Signet.',
    },
    goesOn: {
      title: 'Signet läuft im Hintergrund weiter',
      body: 'Diese Oberfläche hat keinen Infobereich. Ein neuer Start von Signet öffnet das Fenster; das Menü hat „Beenden“.',
    },
  },
  command: {
    ask: (path) => `Den Befehl signet unter ${path} einrichten?`,
    detail: (target) => `Dort entsteht ein Verweis auf ${target}. Sonst ändert sich nichts.`,
    yes: 'Einrichten',
    no: 'Abbrechen',
    done: (path) => `Eingerichtet. In einem neuen Terminal läuft: ${path} help`,
    offPath: (folder) => `${folder} steht nicht in PATH. In den Einstellungen der Shell hinzufügen.`,
    taken: (path) =>
      `Unter ${path} steht schon etwas anderes; es blieb unberührt. Verschieben, dann noch einmal versuchen.`,
    failed: (path) => `${path} konnte nicht geschrieben werden. Nichts hat sich geändert.`,
    isThere: (path) => `Der Befehl signet ist schon eingerichtet: ${path}`,
  },
  update: {
    off: 'Diese Ausgabe erneuert sich nicht selbst. Eine neuere kommt auf dem Weg, auf dem diese kam.',
    none: 'Dies ist das neueste Signet.',
    ask: (version) => `Signet ${version} ist da. Holen?`,
    askDetail: 'Es wird gegen Signets eigenen Schlüssel geprüft und erst auf Wunsch eingerichtet.',
    ready: (version) => `Signet ${version} ist geholt und geprüft. Einrichten und neu starten?`,
    fetch: 'Holen',
    install: 'Einrichten und neu starten',
    later: 'Jetzt nicht',
    failed: 'Die neue Version wurde nicht genommen. Das laufende Signet ist unverändert.',
  },
  start: {
    failed: 'Signet kann nicht starten',
    unpatched:
      'Auf diesem Electron startet Signet nicht: Die Prüfung seines Archivs hat eine bekannte Lücke.',
    occupied: 'Ein anderer Agent läuft und gab nicht ab. Beenden mit: signet agent stop',
  },
}
