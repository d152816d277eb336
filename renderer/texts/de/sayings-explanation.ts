import type { ExplanationSayings } from '../../../preload/contract/sayings-explanation.ts'
import type { NamedSource } from '../../../preload/contract/sayings-findings.ts'
import type { SayingsIn } from '../spoken.ts'
import { errors } from './errors.ts'

/** Alone, at the beginning of a line. */
const sources: Record<NamedSource, string> = {
  'assume-role': 'Rolle, die angenommen wird',
  'web-identity': 'Datei mit Web-Identity-Token',
  sso: 'Einstellungen von IAM Identity Center',
  'static-in-credentials': 'Zugriffsschlüssel',
  'static-in-config': 'Zugriffsschlüssel',
  'login-session': 'Anmeldung der AWS CLI',
  'credential-process': 'Prozess für Zugangsdaten',
}

/** What follows "Signet would serve". */
export const explanationSayings: SayingsIn<keyof ExplanationSayings> = {
  'source-of-profile': ({ source }) => sources[source],
  'served-unknown': () => 'nicht bekannt, solange der Tresor gesperrt ist',
  'served-nothing': () => 'nichts',
  'served-nothing-for': ({ code, words }) => `nichts. ${errors[code]} (Auf Englisch: ${words})`,
  'served-by-role': ({ role, source, isOfConfig }) =>
    `${role}, angenommen mit Profil ${source}${isOfConfig ? ', wie es in der AWS-Konfiguration steht' : ''}`,
  'served-by-session'({ role, account, who, hasEnded }) {
    const what = role === '' ? '' : `Rolle ${role} in ${account}, über `
    return `${what}die Sitzung ${who}${hasEnded ? ', die beendet ist' : ''}`
  },
}
