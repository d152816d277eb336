import type { welcome as english } from '../en/welcome.ts'

export const welcome: typeof english = {
  title: 'Von nichts zu einem laufenden aws-Befehl',
  intro:
    'Drei Schritte. Kein Geheimnis landet in einer Datei: Programme fragen Signet und bekommen Zugangsdaten, die von selbst enden.',
  done: 'fertig',
  now: 'jetzt',
  step: (n) => `Schritt ${n}`,
  signIn: 'Anmelden',
  signInText:
    'Mit AWS Sign-In für einen Konsolenbenutzer oder eine Rolle, oder mit IAM Identity Center für alle Ihre Konten.',
  signInCommand: 'signet login',
  signedInAs: (who) => `Angemeldet: ${who}`,
  importText: (n) =>
    n === 1
      ? 'Die AWS CLI ist auf diesem Rechner einmal angemeldet. Signet kann das übernehmen.'
      : `Die AWS CLI hat ${n} Anmeldungen auf diesem Rechner. Signet kann sie übernehmen.`,
  import: 'Übernehmen …',
  profile: 'Ein Profil bekommen',
  profileText:
    'Ein Profil ist, was Programme beim Namen nennen. AWS Sign-In hat Ihres angelegt; bei Identity Center wählen Sie Konten und Rollen.',
  profileButton: 'Rollen wählen',
  profileCommand: 'signet profiles generate',
  profileReady: (name) => `Bereit: ${name}`,
  attempt: 'Ausprobieren',
  attemptText: 'In jedem Terminal, mit jedem AWS-Programm:',
  attemptNoTool: 'Kein aws-Befehl da? Jedes AWS-SDK liest dasselbe Profil.',
  attemptDefault: 'Machen Sie es zum Standard, dann braucht kein Programm seinen Namen:',
  leave: 'Nicht jetzt',
  finish: 'Fertig',
  again: 'Sie finden das wieder in den Einstellungen und in der Suche als „Erste Schritte“.',
  command: 'Erste Schritte',
}
