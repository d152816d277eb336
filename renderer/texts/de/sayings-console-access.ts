import type {
  ChangeSayings,
  LockOutSayings,
  NamedKey,
  NetworkKey,
  PlanSayings,
  PolicySayings,
  SaidPhase,
  StatementSayings,
} from '../../../preload/contract/sayings-console-access.ts'
import type { SayingsIn } from '../spoken.ts'

const phases: Record<SaidPhase, string> = {
  'before-sign-in': 'vor der Anmeldung',
  'after-sign-in': 'nach der Anmeldung',
  both: 'vor und nach der Anmeldung',
}

const networks: Record<NetworkKey, (values: string) => string> = {
  address: (values) => `von ${values}`,
  VPC: (values) => `aus VPC ${values}`,
  'VPC endpoint': (values) => `über VPC-Endpunkt ${values}`,
  'address inside the VPC': (values) => `von ${values} in einem VPC`,
  Region: (values) => `in Region ${values}`,
}

const unless: Record<NetworkKey, (values: string) => string> = {
  address: (values) => `von ${values} kommt`,
  VPC: (values) => `aus VPC ${values} kommt`,
  'VPC endpoint': (values) => `über VPC-Endpunkt ${values} kommt`,
  'address inside the VPC': (values) => `von ${values} in einem VPC kommt`,
  Region: (values) => `an Region ${values} geht`,
}

/** With the article of the subject, and with "no" of the object. */
const keys: Record<NamedKey, { readonly the: string; readonly no: string }> = {
  address: { the: 'die Adresse', no: 'keine Adresse' },
  VPC: { the: 'das VPC', no: 'kein VPC' },
  'VPC endpoint': { the: 'der VPC-Endpunkt', no: 'keinen VPC-Endpunkt' },
  'address inside the VPC': { the: 'die Adresse im VPC', no: 'keine Adresse im VPC' },
  Region: { the: 'die Region', no: 'keine Region' },
  principal: { the: 'die Identität', no: 'keine Identität' },
  "principal's account": { the: 'das Konto der Identität', no: 'kein Konto der Identität' },
  account: { the: 'das Konto', no: 'kein Konto' },
}

function listed(values: readonly string[], word: 'und' | 'oder'): string {
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} ${word} ${last}`
}

const ofAccount = (account: string) => (account === '' ? '' : ` von Konto ${account}`)

export const policySayings: SayingsIn<keyof PolicySayings> = {
  'policy-unknown': () =>
    'Es ist nicht bekannt, ob die Konsolenberechtigung an ist, also auch nicht, ob die Regeln gelten.',
  'policy-open-and-off': () =>
    'Niemand wird abgewiesen: Die Konsolenberechtigung ist aus, und es gibt keine Regeln.',
  'policy-open': () => 'Niemand wird abgewiesen: Es gibt keine Regeln.',
  'policy-inert': ({ count }) =>
    count === 1
      ? 'Die Regel unten wirkt erst, wenn die Konsolenberechtigung an ist.'
      : `Die ${count} Regeln unten wirken erst, wenn die Konsolenberechtigung an ist.`,
  'policy-counts': ({ count }) =>
    count === 1
      ? 'Die Regel unten gilt.'
      : `Die ${count} Regeln unten gelten, und eine Anmeldung muss an allen vorbei.`,
  sentences: ({ parts }, speak) => parts.map(speak).join(' '),
  'rule-of-no-sign-in': () => 'Diese Regel betrifft keinen Teil einer Anmeldung.',
  'rule-allows': () => 'Eine Regel erlaubt die Anmeldung und weist niemanden ab.',
  'rule-refuses'({ when, unless: doors, except, phase }, speak) {
    const where = when.map((one) => ` ${speak(one)}`).join(' und')
    return [
      `Die Anmeldung${where} wird abgewiesen`,
      doors.length === 0 ? '' : `, außer wenn die Anfrage ${listed(doors.map(speak), 'oder')}`,
      except.length === 0 ? '' : `; ausgenommen: ${listed(except.map(speak), 'und')}`,
      phase === 'both' ? '' : `; geprüft wird das nur ${phases[phase]}`,
      '.',
    ].join('')
  },
  'rule-says': ({ what }) => `In ihr steht ${what.join(', ')}.`,
  'rule-not-written-yet': () =>
    'AWS hat sie noch nicht geschrieben und dokumentiert nicht, wie es ihre Teile verbindet.',
  'rule-not-in-policy-yet': () => 'Sie ist aufgeführt, steht aber noch nicht in der Richtlinie.',
  'rule-lost-key'({ isBefore, isException, key }) {
    const when = isBefore ? 'Vor der Anmeldung' : 'Nach der Anmeldung'
    const so = isException ? 'nimmt das niemanden aus' : 'trifft das niemanden'
    return `${when} ${so}: ${key} ist dann nicht in der Anfrage.`
  },
  'when-condition': ({ condition }) => `bei ${condition}`,
  'when-account': ({ accounts }) => `an Konto ${listed(accounts, 'oder')}`,
  'when-principal': ({ principals }, speak) => `als ${listed(principals.map(speak), 'oder')}`,
  'when-network': ({ key, values }) => networks[key](listed(values, 'oder')),
  'unless-network': ({ key, values }) => unless[key](listed(values, 'oder')),
  'principal-root': ({ account }) => `Root-Benutzer${ofAccount(account)}`,
  'principal-user': ({ name, account }) => `Benutzer ${name}${ofAccount(account)}`,
  'principal-role': ({ name, account }) => `Rolle ${name}${ofAccount(account)}`,
  'principal-sessions': ({ name, account }) => `Sitzungen der Rolle ${name}${ofAccount(account)}`,
  'principal-federated': ({ name, account }) => `föderierter Benutzer ${name}${ofAccount(account)}`,
  'note-portal-networks': () =>
    'Wer über das Portal von IAM Identity Center kommt, kommt an keiner Regel über Netze vorbei, gleich von wo.',
  'note-federated': () =>
    'AWS dokumentiert nicht, dass ein föderierter Benutzer vor der Anmeldung ausgenommen werden kann.',
  'note-access-keys': () =>
    'Für Aufrufe, die mit Zugriffsschlüsseln unterschrieben sind, gelten diese Regeln nicht.',
  'note-other-policies': () =>
    'Auch IAM-Richtlinien und die Richtlinien der Organisation können eine Anmeldung abweisen; sie sind hier nicht zu sehen.',
  'note-address': () =>
    'Signet schlägt Ihre Adresse nirgends nach. Nennen Sie sie unter „Wer geprüft wird“, um zu sehen, ob Sie hineinkommen.',
}

export const lockOutSayings: SayingsIn<keyof LockOutSayings> = {
  refusal: ({ isSure, phase, reasons }, speak) =>
    `${isSure ? 'Abgewiesen' : 'Vielleicht abgewiesen'} ${phases[phase]}: ${reasons.map(speak).join('; ')}.`,
  'reason-everybody': () => 'die Regel gilt für alle',
  'reason-effect': () => 'Effect der Regel ist weder Deny noch Allow',
  'reason-principal': () => 'Principal der Regel meint diese Person vielleicht, vielleicht auch nicht',
  'reason-resource': () => 'Resource der Regel ist nicht *',
  'reason-not-written-yet': () => 'AWS dokumentiert nicht, wie es die Teile dieser Regel verbindet',
  'finding-condition': ({ key, state, operator, values }, speak) =>
    `${key} ist ${speak(state)} (${operator} ${values.join(' oder ')})`,
  'finding-absent': ({ key }) => `die Anfrage hat ${keys[key].no}`,
  'finding-absent-wanted': ({ key, values }) =>
    `die Anfrage hat ${keys[key].no}, nötig wäre ${values.join(' oder ')}`,
  'finding-is': ({ key, state }, speak) => `${keys[key].the} ist ${speak(state)}`,
  'finding-is-tested': ({ key, state, operator, values }, speak) =>
    `${keys[key].the} ist ${speak(state)} (${operator} ${values.join(' oder ')})`,
  'finding-is-not': ({ key, state, values }, speak) =>
    `${keys[key].the} ist ${speak(state)}, nicht ${values.join(' oder ')}`,
  'finding-has-to-be': ({ key, state, values }, speak) =>
    `${keys[key].the} ist ${speak(state)}, nötig ist ${values.join(' oder ')}`,
  'state-absent': () => 'nicht in der Anfrage',
  'state-unknown': () => 'nicht bekannt',
  'state-either': ({ states }, speak) => states.map(speak).join(' oder '),
  'state-role': ({ arn }) => `${arn}, vielleicht mit einem Pfad vor dem Namen`,
  'state-portal': () => 'im Netz des Identity-Center-Portals',
  'who-you': () => 'Sie, jetzt',
  'who-glass-anywhere': () => 'Notfall-Identität, von überall',
  'who-glass-here': () => 'Notfall-Identität, von hier',
  'who-portal': () => 'Portalnutzer von Identity Center',
  'who-root': () => 'root',
  'who-root-here': () => 'root, von hier',
  'from-portal': () => 'das Portal',
  'from-unknown': () => 'nicht bekannt',
}

export const planSayings: SayingsIn<keyof PlanSayings> = {
  'warning-nobody-bound': () =>
    'Danach gilt keine Regel mehr für irgendwen: Wer sich anmelden darf, kann es von überall.',
  'warning-inert': () =>
    'Die Konsolenberechtigung ist aus, darum wirkt das Hinzugefügte noch nicht: Es weist niemanden ab, bis Sie sie einschalten.',
  'warning-access-keys': () =>
    'Für Aufrufe, die mit Zugriffsschlüsseln unterschrieben sind, gelten diese Regeln nie.',
  'warning-open-between': () =>
    'Zwischen dem Entfernen und der neuen Regel weist nichts von dem ab, was ersetzt wird. Andersherum würden auch die abgewiesen, die weder die alte noch die neue Regel abweist.',
  'warning-not-put-back': () =>
    'Signet weiß nicht, woraus eine Regel besteht, die entfernt wird, und kann sie darum nicht wiederherstellen. Ihre Bedingung steht im Verlauf.',
  'warning-not-shown': () =>
    'Die Richtlinie von AWS zeigt eine Regel nicht, die entfernt wird. Sie wird gezählt, als bliebe sie: Was kommt, kann freier sein, als es hier aussieht.',
  'warning-glass-unsure': ({ principal }) =>
    `Ihre Notfall-Identität ${principal} kommt danach nicht sicher hinein.`,
  'warning-nobody-left-out': () =>
    'Keine Regel nimmt jemanden aus. Nennen Sie in jeder Regel unter „Wer nie abgewiesen wird“, wer immer hineinkommen muss.',
  'warning-name-glass': () =>
    'Nennen Sie unter „Wer geprüft wird“, wer immer hineinkommen muss: Dann wird auch das geprüft.',
  'warning-left-out-by-some': () =>
    'Niemand ist von allen Regeln ausgenommen. Jede Regel weist für sich ab: Von einer ausgenommen zu sein, hilft nicht, wo eine andere abweist.',
  'warning-portal-kept-out': () =>
    'Nutzer des Identity-Center-Portals werden ausgesperrt: AWS lässt das Portal keine Bedingung über Netze erfüllen, gleich von wo seine Nutzer kommen.',
  'warning-portal-networks': () =>
    'Regeln mit einem Netz sperren die Nutzer des Identity-Center-Portals aus, gleich von wo sie kommen.',
  'warning-several-networks': ({ count }) =>
    `${count} Regeln nennen ein Netz. Jede weist für sich ab: Eine Anfrage muss aus allen diesen Netzen zugleich kommen.`,
  'warning-other-policies': () =>
    'Ist die Konsolenberechtigung an, gelten auch die Richtlinien Ihrer Organisation für Ressourcen (RCP) bei der Anmeldung. Signet sieht sie nicht.',
  'warning-more-accounts': ({ target, account }) =>
    `${target} ist mehr als Konto ${account}: Die Regeln jedes Kontos darunter gelten dann auch. Signet hat nur dieses eine angesehen.`,
  'warning-renewal': ({ profile }) =>
    `Profil ${profile} ist über AWS Sign-In angemeldet. Werden Sie ausgesperrt, wird auch die Erneuerung abgewiesen: Seine Zugangsdaten gelten dann noch höchstens 15 Minuten. Nehmen Sie die Änderung in dieser Zeit zurück, oder mit einem Profil, das seine Zugangsdaten anders bekommt.`,
  'warning-lost': ({ statement }) =>
    `Regel ${statement} kann nicht wiederhergestellt werden: Woraus sie besteht, ist nicht bekannt. Ihre Bedingung steht im Verlauf.`,
  'warning-counted-in': ({ what }, speak) =>
    `AWS zeigt Ihre letzte Änderung noch nicht. Mitgezählt: ${speak(what)}.`,
  'unseen-added': ({ statement }) => `Regel ${statement}: hinzugefügt`,
  'unseen-removed': ({ statement }) => `Regel ${statement}: entfernt`,
  'unseen-authorization': ({ target, isOn }) =>
    `Konsolenberechtigung für ${target}: ${isOn ? 'eingeschaltet' : 'ausgeschaltet'}`,
  'step-wait': () => 'warten, bis AWS es zeigt',
  'step-on': ({ target }) => `Konsolenberechtigung für ${target} einschalten`,
  'step-off': ({ target }) => `Konsolenberechtigung für ${target} ausschalten`,
  'step-add': ({ statement }) => `hinzufügen: ${statement}`,
  'step-remove': ({ statement }) => `entfernen: ${statement}`,
  'undo-on': () => 'einschalten',
  'undo-off': () => 'ausschalten',
  'undo-add': () => 'wieder hinzufügen, mit neuer Kennung',
  'undo-remove': () => 'entfernen',
  'way-off': ({ target }) => `schaltet die Konsolenberechtigung für ${target} aus`,
  'way-undo': () => 'nimmt diese ganze Änderung zurück',
  'confirm-nothing': () => 'Es gibt nichts zu ändern.',
  'confirm-inert': () => 'Das sperrt niemanden aus, solange die Konsolenberechtigung aus ist.',
  'confirm-safe': () => 'Das sperrt niemanden aus, der jetzt hineinkommt.',
  'confirm-loses': ({ who }, speak) => `Das sperrt aus: ${who.map(speak).join('; ')}.`,
  'confirm-open': ({ who }, speak) => `Unklar ist es für: ${who.map(speak).join('; ')}.`,
  'confirm-others': () => 'Alle auf der Liste kommen weiter hinein. Andere vielleicht nicht mehr.',
}

export const changeSayings: SayingsIn<keyof ChangeSayings> = {
  'change-seen': () => 'AWS zeigt es.',
  'change-unseen': () => 'AWS zeigt es noch nicht; das kann einige Minuten dauern.',
}

export const statementSayings: SayingsIn<keyof StatementSayings> = {
  'statement-endpoint': () =>
    'Ein VPC-Endpunkt ist vpce- und 8 bis 20 Kleinbuchstaben oder Ziffern, etwa vpce-0a1b2c3d4e5f60718.',
  'statement-address': () =>
    'Eine IPv4- oder IPv6-Adresse oder ein CIDR-Bereich, etwa 203.0.113.7, 203.0.113.0/24 oder 2001:db8::/32.',
  'statement-vpc': () => 'Ein VPC ist vpc- und 8 oder 17 der Zeichen 0-9 und a-f, etwa vpc-0a1b2c3d.',
  'statement-region': () => 'Der Name einer Region, etwa eu-central-1.',
  'statement-principal': () =>
    'Der ARN einer Rolle, eines Benutzers, eines föderierten Benutzers oder des Root-Benutzers in der Partition aws, ohne Pfad, etwa arn:aws:iam::111122223333:role/BreakGlass.',
  'statement-region-of': ({ of }) =>
    `Nennen Sie die Region, in der ${of === 'VPC' ? 'das VPC' : 'der VPC-Endpunkt'} ist.`,
  'statement-inside-what': () =>
    'Nennen Sie das VPC, oder einen seiner Endpunkte, in dem diese Adresse ist. Für eine Adresse im Internet gibt es das Feld „Öffentliche Adresse oder Bereich“.',
}
