import type { signIn as english } from '../en/sign-in.ts'

export const signIn: typeof english = {
  title: 'Anmelden',
  kind: 'Wo Sie sich anmelden',
  kinds: { signin: 'AWS Sign-In', center: 'IAM Identity Center' },
  kindHints: {
    signin: 'Ein Konsolenbenutzer oder eine Rolle, für ein Profil. Wie „aws login“.',
    center: 'Ein Portal, viele Konten und Rollen. Wie „aws sso login“.',
  },
  profile: 'Profil',
  profileHint:
    'Das Profil Ihrer AWS-Konfiguration, dem die Anmeldung dient. Ein neuer Name legt ein neues an.',
  followed: (name: string) => `[default] folgt ${name}: Sie melden sich bei diesem Profil an.`,
  isRole: (name, portal, isFollowed) =>
    `${isFollowed ? `[default] folgt ${name}, einer` : `${name} ist eine`} Rolle von ${portal}. Um sie zu erneuern, melden Sie sich oben mit IAM Identity Center bei ${portal} an.`,
  region: 'Region',
  regionHint: 'Leer: die des Profils, sonst us-east-1.',
  elsewhere: 'Der Browser ist auf einem anderen Rechner',
  elsewhereHint: 'Sie bekommen eine Adresse, die Sie irgendwo öffnen, und bringen einen Code zurück.',
  adopt: 'Das Profil von einer anderen Quelle übernehmen',
  adoptHint: 'Zugriffsschlüssel werden nie entfernt.',
  replace: 'Ein anderer Benutzer oder eine andere Rolle darf an die Stelle treten',
  replaceHint: 'Sonst werden Sie gefragt, wenn AWS jemand anderen anmeldet als zuvor.',
  session: 'Sitzung',
  newSession: 'Ein anderes Portal …',
  sessionName: 'Name',
  sessionNameHint: 'Wie Sie es hier nennen wollen, zum Beispiel „arbeit“.',
  startUrl: 'Start-URL',
  startUrlHint: 'Zum Beispiel https://d-1234567890.awsapps.com/start',
  ssoRegion: 'Region des Portals',
  ssoRegionHint: 'Wo Identity Center eingerichtet ist. Ihre Administration kennt sie.',
  deviceCode: 'Einen Gerätecode benutzen',
  deviceCodeHint:
    'Für einen Browser auf einem anderen Rechner. Erlauben Sie es nur, wenn die Seite den Code zeigt, den Sie hier sehen.',
  submit: 'Anmelden',
}
