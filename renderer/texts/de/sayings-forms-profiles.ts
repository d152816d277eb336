import type { profileForms } from '../../../preload/contract/said-forms-profiles.ts'
import type { SayingsIn } from '../spoken.ts'

/** Of profiles, the default one, and what generating and undoing do with them. */
export const profileSayings: SayingsIn<keyof typeof profileForms> = {
  'preferences-set-aside': ({ path }) =>
    `Die Einstellungen ließen sich nicht lesen: Favoriten, Tags und das Standardprofil fangen neu an. Die beschädigte Datei ist ${path}`,
  'default-not-followed': () =>
    '[default] in der AWS-Konfiguration wurde geändert und fragt Signet nicht mehr.',
  'default-has-keys': ({ source }, speak) =>
    `[default] hat ${speak(source)}: Die meisten Werkzeuge nehmen zuerst das.`,
  'not-ready-denied': ({ profile }) =>
    `Die Regel von ${profile} heißt „verweigert“: Signet gibt dafür nichts aus.`,
  'not-ready-through': ({ profile, serving }) => `${profile} (über ${serving}) ist nicht angemeldet.`,
  'not-ready': ({ profile }) => `${profile} ist nicht angemeldet.`,

  'undo-served-role': ({ profile, role, account, session }) =>
    `${profile} wird wieder bedient, als ${role} in ${account} über ${session}`,
  'undo-served-chain': ({ profile, role, source }) =>
    `${profile} wird wieder bedient, als ${role} mit ${source}`,
  'undo-served': ({ profile, session }) => `${profile} wird wieder bedient, als ${session}`,
  'undo-not-served': ({ profile }) => `${profile} wird nicht mehr bedient`,
  'undo-no-default': () => 'kein Profil ist mehr der Standard',
  'undo-default': ({ profile }) => `das Standardprofil ist wieder ${profile}`,

  source: ({ what, key, file, line }, speak) => `${speak(what)} (${key}, Datei ${file}, Zeile ${line})`,
  'source-assume-role': () => 'eine Rolle, die angenommen wird',
  'source-web-identity': () => 'eine Datei mit Web-Identity-Token',
  'source-sso': () => 'Einstellungen von IAM Identity Center',
  'source-keys': () => 'Zugriffsschlüssel',
  'source-login-session': () => 'eine Anmeldung der AWS CLI',
  'source-credential-process': () => 'einen Prozess für Zugangsdaten',
  'sources-several': ({ first, others }, speak) => `${speak(first)} und ${speak(others)}`,
  'tools-python': () => 'AWS CLI und Python',

  'stays-has': ({ sources }, speak) => `hat ${speak(sources)}`,
  'stays-has-also': ({ sources }, speak) => `hat auch ${speak(sources)}`,
  'stays-other-profile': ({ file, line }) =>
    `fragt Signet nach einem anderen Profil (Datei ${file}, Zeile ${line})`,
  'stays-chain': () => 'wird als Kette von Rollen bedient',
  'stays-other-session': ({ session }) => `wird von einer anderen Sitzung bedient, ${session}`,
  'stays-other-role': ({ role, account }) => `wird als ${role} in ${account} bedient`,

  'generating-title': () => 'Profile aus Rollen erzeugen',
  'generated-nothing': () => 'Alles ist, wie es sein soll.',
  generated: ({ parts }, speak) => `Profile: ${speak(parts)}.`,
  'parts-several': ({ first, others }, speak) => `${speak(first)}, ${speak(others)}`,
  'part-added': ({ count }) => `${count} neu`,
  'part-changed': ({ count }) => `${count} geändert`,
  'part-gone': ({ count }) => `${count} entfernt`,

  'accounts-title': ({ session }) => `Konten von ${session} lesen`,
  'accounts-read': ({ accounts, session }, speak) => `${speak(accounts)} von ${session} gelesen.`,
  'accounts-new': ({ parts }, speak) => `Neu: ${speak(parts)}.`,
  'accounts-gone': ({ parts }, speak) => `Weg: ${speak(parts)}.`,
  'accounts-unread': ({ accounts }, speak) =>
    `Bei ${speak(accounts)} hat AWS die Rollen jetzt nicht genannt: Dort gilt, was vorher gelesen wurde.`,
  'account-one': () => '1 Konto',
  accounts: ({ count }) => `${count} Konten`,
  'role-one': () => '1 Rolle',
  roles: ({ count }) => `${count} Rollen`,

  'console-access-title': ({ target }) => `Konsolenzugang von ${target}`,
}
