import type { ConfigProblemKind, NamedSource } from '../../../preload/contract/sayings-findings.ts'

/** What one problem of a config file is, what tools make of it, and what to do. `subject` is a name from the file. */
interface ProblemWords {
  readonly problem: (subject: string) => string
  readonly specification: string
  readonly awsCli: string
  readonly fix: (subject: string) => string
}

const refusesFile = 'Weist die ganze Datei ab, für jedes Profil.'
const strictRefuse = 'Strenge SDKs weisen die Datei ab.'
const strictRefuseJsSkips = 'Strenge SDKs weisen die Datei ab, JavaScript lässt die Zeile aus.'
const failsHere = 'Scheitert bei diesem Profil.'
const noSpaces = () => 'Entfernen Sie die Leerzeichen am Anfang.'

export const configProblems: Record<ConfigProblemKind, ProblemWords> = {
  'not-utf-8': {
    problem: () => 'Die Datei ist kein gültiges UTF-8.',
    specification: 'Liest andere Zeichen an der Stelle der kaputten.',
    awsCli: refusesFile,
    fix: () => 'Speichern Sie die Datei als UTF-8.',
  },
  'byte-order-mark': {
    problem: () => 'Die Datei beginnt mit einer Bytereihenfolge-Marke (BOM).',
    specification: 'Manche SDKs lassen sie aus, anderen fehlt der erste Abschnitt.',
    awsCli: refusesFile,
    fix: () => 'Speichern Sie die Datei als UTF-8 ohne BOM.',
  },
  'key-before-section': {
    problem: () => 'Vor dem ersten Abschnitt steht eine Einstellung.',
    specification: strictRefuseJsSkips,
    awsCli: refusesFile,
    fix: () => 'Setzen Sie die Zeile unter die Überschrift eines Abschnitts, oder entfernen Sie sie.',
  },
  'duplicate-section': {
    problem: (subject) => `Der Abschnitt [${subject}] steht ein zweites Mal da.`,
    specification: 'Macht aus beiden einen; der letzte Wert eines Schlüssels gilt.',
    awsCli: refusesFile,
    fix: () =>
      'Setzen Sie die Einstellungen unter die erste Überschrift dieses Namens, und entfernen Sie diese.',
  },
  'duplicate-key': {
    problem: (subject) => `${subject} ist in diesem Abschnitt ein zweites Mal gesetzt.`,
    specification: 'Nimmt das letzte.',
    awsCli: refusesFile,
    fix: (subject) => `Entfernen Sie eine der Zeilen, die ${subject} setzen.`,
  },
  'no-delimiter': {
    problem: () => 'Die Zeile ist weder Abschnitt noch Einstellung.',
    specification: strictRefuseJsSkips,
    awsCli: refusesFile,
    fix: () => 'Schreiben Sie sie als Name = Wert, oder setzen Sie # davor.',
  },
  'empty-key': {
    problem: () => 'Die Einstellung hat keinen Namen.',
    specification: strictRefuseJsSkips,
    awsCli: refusesFile,
    fix: () => 'Setzen Sie einen Namen vor das Zeichen, oder entfernen Sie die Zeile.',
  },
  'sub-property-invalid': {
    problem: () => 'Die Zeile in einem eingerückten Block ist nicht Name = Wert.',
    specification: strictRefuse,
    awsCli: refusesFile,
    fix: () => 'Schreiben Sie sie als Name = Wert, oder entfernen Sie sie.',
  },
  'sub-property-unnamed': {
    problem: () => 'Die Einstellung in einem eingerückten Block hat keinen Namen.',
    specification: strictRefuse,
    awsCli: 'Liest eine Einstellung ohne Namen.',
    fix: () => 'Setzen Sie einen Namen vor das Zeichen =, oder entfernen Sie die Zeile.',
  },
  'header-unterminated': {
    problem: () => 'Die Überschrift des Abschnitts endet nicht mit ].',
    specification: strictRefuse,
    awsCli: 'Liest bis zum letzten ] und lässt das Folgende aus; ohne eines weist sie die Datei ab.',
    fix: () => 'Schließen Sie die Überschrift mit ], und lassen Sie danach höchstens einen Kommentar folgen.',
  },
  'indented-line': {
    problem: () => 'Die Zeile ist eingerückt, setzt aber keine Einstellung fort.',
    specification: 'Strenge SDKs weisen die Datei ab, JavaScript liest sie, als wäre sie nicht eingerückt.',
    awsCli: 'Liest sie, als wäre sie nicht eingerückt.',
    fix: noSpaces,
  },
  'indented-comment': {
    problem: () => 'Der Kommentar ist eingerückt.',
    specification:
      'Strenge SDKs nehmen ihn für einen Teil der Einstellung darüber, oder weisen die Datei ab.',
    awsCli: 'Lässt ihn aus.',
    fix: noSpaces,
  },
  'indented-setting': {
    problem: (subject) => `${subject} ist unter einer Einstellung eingerückt, die einen Wert hat.`,
    specification: 'Nimmt es für einen Teil dieses Werts; JavaScript liest eine Einstellung.',
    awsCli: 'Nimmt es für einen Teil dieses Werts.',
    fix: () => 'Entfernen Sie die Leerzeichen am Anfang, wenn es eine eigene Einstellung ist.',
  },
  'indented-header': {
    problem: () => 'Die Überschrift des Abschnitts ist unter einer Einstellung eingerückt.',
    specification: 'Nimmt sie für einen Teil des Werts darüber; JavaScript liest einen Abschnitt.',
    awsCli: 'Nimmt sie für einen Teil des Werts darüber.',
    fix: noSpaces,
  },
  'inline-comment': {
    problem: (subject) => `Hinter dem Wert von ${subject} steht ein Kommentar.`,
    specification: 'Lässt den Kommentar aus.',
    awsCli: 'Nimmt den Kommentar für einen Teil des Werts.',
    fix: () => 'Setzen Sie den Kommentar in eine eigene Zeile.',
  },
  'header-spaces': {
    problem: () => 'In den Klammern der Überschrift stehen Leerzeichen.',
    specification: 'Lässt sie aus; JavaScript behält sie und findet keinen solchen Abschnitt.',
    awsCli: 'Behält sie und findet keinen solchen Abschnitt.',
    fix: () => 'Entfernen Sie die Leerzeichen neben den Klammern.',
  },
  'header-gap': {
    problem: () => 'Zwischen den Wörtern der Überschrift steht mehr als ein Leerzeichen.',
    specification: 'Liest den Abschnitt; JavaScript findet keinen solchen.',
    awsCli: 'Liest den Abschnitt.',
    fix: () => 'Lassen Sie ein Leerzeichen stehen.',
  },
  'header-comment': {
    problem: () => 'Ein Kommentar folgt der Überschrift ohne Leerzeichen.',
    specification: 'Liest den Abschnitt; JavaScript verliert ihn.',
    awsCli: 'Liest den Abschnitt.',
    fix: () => 'Setzen Sie ein Leerzeichen vor den Kommentar, oder ihn in eine eigene Zeile.',
  },
  'header-quotes': {
    problem: () => 'Der Name in der Überschrift steht in Anführungszeichen.',
    specification: 'Kennt dort keine Anführungszeichen; JavaScript liest den Namen ohne sie.',
    awsCli: 'Liest den Namen ohne sie.',
    fix: () => 'Entfernen Sie die Anführungszeichen. Einen Namen mit Leerzeichen findet nur die AWS CLI.',
  },
  'section-name-invalid': {
    problem: (subject) => `Der Name des Abschnitts [${subject}] hat Zeichen, die nicht erlaubt sind.`,
    specification: 'Lässt den Abschnitt aus.',
    awsCli: 'Nimmt fast jeden Namen.',
    fix: (subject) =>
      `Geben Sie [${subject}] einen Namen aus Buchstaben, Ziffern und - / . % @ _ : + ohne Leerzeichen.`,
  },
  'section-not-a-profile': {
    problem: (subject) => `Der Abschnitt [${subject}] ist kein Profil.`,
    specification: 'Lässt den Abschnitt aus.',
    awsCli: 'Lässt den Abschnitt aus, wenn es nicht einer ihrer eigenen ist.',
    fix: (subject) =>
      `In der Datei config schreibt sich ein Profil [profile ${subject}]; nur default steht allein.`,
  },
  'default-for-all': {
    problem: () => 'Es gibt einen Abschnitt [DEFAULT] in Großbuchstaben.',
    specification: 'Lässt ihn aus, oder nimmt ihn für ein Profil dieses Namens.',
    awsCli: 'Setzt seine Einstellungen in jedes Profil.',
    fix: () => 'Nennen Sie ihn [default], oder entfernen Sie ihn.',
  },
  'default-twice': {
    problem: () => 'Es gibt [default] und auch [profile default].',
    specification: '[profile default] gilt, [default] nicht.',
    awsCli: 'Der spätere gilt.',
    fix: () => 'Behalten Sie [default], und entfernen Sie [profile default].',
  },
  'section-twice': {
    problem: (subject) => `Der Abschnitt [${subject}] meint dasselbe wie ein früherer.`,
    specification: 'Macht aus beiden einen.',
    awsCli: 'Der spätere gilt, der frühere nicht.',
    fix: (subject) => `Behalten Sie einen der beiden, die [${subject}] meinen.`,
  },
  'key-name-invalid': {
    problem: (subject) => `${subject} kann kein Name einer Einstellung sein.`,
    specification: 'Lässt die Zeile aus.',
    awsCli: 'Liest eine Einstellung dieses Namens.',
    fix: (subject) => `Geben Sie ${subject} einen Namen aus Buchstaben, Ziffern, - und _ ohne Leerzeichen.`,
  },
  'key-upper-case': {
    problem: (subject) => `${subject} hat Großbuchstaben.`,
    specification: 'Liest es kleingeschrieben; JavaScript findet es nicht.',
    awsCli: 'Liest es kleingeschrieben.',
    fix: (subject) => `Schreiben Sie es klein: ${subject.toLowerCase()}`,
  },
  'colon-delimiter': {
    problem: (subject) => `Nach ${subject} steht : an der Stelle von =.`,
    specification: strictRefuseJsSkips,
    awsCli: 'Liest die Einstellung.',
    fix: (subject) => `Schreiben Sie ${subject} = an der Stelle von ${subject}:`,
  },
  'colon-in-name': {
    problem: (subject) => `Der Name ${subject} hat einen Doppelpunkt vor dem Zeichen =.`,
    specification: 'Liest einen Namen mit Doppelpunkt.',
    awsCli: 'Beendet den Namen am Doppelpunkt.',
    fix: (subject) => `Entfernen Sie den Doppelpunkt aus ${subject}.`,
  },
  'no-equals': {
    problem: () => 'Vor dem Kommentar fehlt das Zeichen =.',
    specification: strictRefuseJsSkips,
    awsCli: 'Liest den Kommentar als Teil der Einstellung.',
    fix: () => 'Schreiben Sie sie als Name = Wert, oder setzen Sie # davor.',
  },
  'carriage-return': {
    problem: () => 'In der Zeile steht ein Wagenrücklauf (CR).',
    specification: 'Nimmt ihn für einen Teil der Zeile.',
    awsCli: 'Beginnt dort eine neue Zeile.',
    fix: () => 'Beenden Sie Zeilen mit LF, oder mit CR und LF.',
  },
  'control-character': {
    problem: () => 'In der Zeile steht ein Steuerzeichen.',
    specification: 'Nimmt es für einen Teil der Zeile.',
    awsCli: 'Nimmt es für einen Teil der Zeile, oder für Leerraum.',
    fix: () => 'Entfernen Sie es.',
  },
  'two-sources': {
    problem: (subject) => `Profil ${subject}`,
    specification: '',
    awsCli: '',
    fix: () => 'Behalten Sie eine Quelle. Damit nur Signet bleibt, melden Sie sich damit an:',
  },
  'sso-session-unknown': {
    problem: (subject) => `Profil ${subject} nennt eine sso-session, die nicht in der Datei ist.`,
    specification: failsHere,
    awsCli: failsHere,
    fix: (subject) =>
      `Berichtigen Sie sso_session im Profil ${subject}, oder fügen Sie den Abschnitt [sso-session] hinzu, den es nennt.`,
  },
  'sso-session-mismatch': {
    problem: (subject) => `Profil ${subject} hat eine andere Start-URL oder Region als seine sso-session.`,
    specification: 'Python und JavaScript scheitern bei diesem Profil.',
    awsCli: failsHere,
    fix: (subject) =>
      `Entfernen Sie sso_start_url und sso_region aus Profil ${subject}: Seine sso-session hat sie.`,
  },
  'source-profile-unknown': {
    problem: (subject) => `Profil ${subject} hat ein source_profile, das in keiner der Dateien ist.`,
    specification: failsHere,
    awsCli: failsHere,
    fix: (subject) =>
      `Berichtigen Sie source_profile im Profil ${subject}, oder fügen Sie das Profil hinzu, das es nennt.`,
  },
  'role-source-twice': {
    problem: (subject) => `Profil ${subject} hat source_profile und auch credential_source.`,
    specification: failsHere,
    awsCli: failsHere,
    fix: (subject) => `Entfernen Sie source_profile oder credential_source aus Profil ${subject}.`,
  },
}

/** A source of credentials, after "uses". */
export const sources: Record<NamedSource, string> = {
  'assume-role': 'eine Rolle, die angenommen wird',
  'web-identity': 'eine Datei mit Web-Identity-Token',
  sso: 'Einstellungen von IAM Identity Center',
  'static-in-credentials': 'Zugriffsschlüssel',
  'static-in-config': 'Zugriffsschlüssel',
  'login-session': 'eine Anmeldung der AWS CLI',
  'credential-process': 'einen Prozess für Zugangsdaten',
}
