import type {
  AuthorityFileState,
  CacheFault,
  FindingSayings,
  FindingSubject,
} from '../../../preload/contract/sayings-findings.ts'
import type { SayingsIn } from '../spoken.ts'
import { errors } from './errors.ts'
import { configProblems, sources } from './sayings-config-problems.ts'

const subjects: Record<FindingSubject, string> = {
  vault: 'Tresor',
  'key store': 'Schlüsselspeicher',
  clock: 'Uhr',
  endpoints: 'Endpunkte',
  'AWS config': 'AWS-Konfiguration',
  'AWS CLI sign-ins': 'Anmeldungen der AWS CLI',
  'access portal': 'Zugangsportal',
  network: 'Netz',
}

const cacheFaults: Record<CacheFault, string> = {
  torn: 'ist leer oder abgeschnitten',
  'not-json': 'ist beschädigt',
  foreign: 'ist keine Anmeldung der AWS CLI',
  incomplete: 'enthält keine ganze Anmeldung',
  'key-unusable': 'hat einen Schlüssel, der nicht zu gebrauchen ist',
  unreadable: 'lässt sich nicht lesen',
}

const authorityFiles: Record<AuthorityFileState, { readonly words: string; readonly next: string }> = {
  gone: {
    words: 'ist weg oder nicht zu lesen',
    next: 'So gelten nur noch die Zertifizierungsstellen des Systems:',
  },
  open: {
    words: 'dürfen andere ändern',
    next: 'Schützen Sie die Datei, bevor Sie sie noch einmal hinzufügen:',
  },
  changed: {
    words: 'hat sich seither geändert',
    next: 'So sehen Sie, was jetzt darin steht, und werden gefragt:',
  },
}

const openBy = { passphrase: 'mit Passphrase', 'key-store': 'mit dem Schlüsselspeicher' }

/** Words, and below them each command on a line of its own. */
function withCommands(words: string, commands: readonly string[]): string {
  return [words, ...commands].join('\n')
}

export const findingSayings: SayingsIn<keyof FindingSayings> = {
  'finding-subject': ({ subject }) => subjects[subject],
  'finding-error': ({ code, words }) => `${errors[code]} (Auf Englisch: ${words})`,
  'vault-none': ({ path }) => `noch keiner unter ${path}`,
  'vault-is-made': () => 'Die erste Anmeldung legt ihn an.',
  'vault-open': ({ by, path }) => `offen ${openBy[by]}, ${path}`,
  'vault-unsaved': ({ by, path }) =>
    `offen ${openBy[by]}, ${path}; die letzte Änderung ist nicht gespeichert`,
  'vault-make-room': ({ commands }) =>
    withCommands(
      'Schaffen Sie Platz auf dem Datenträger, oder machen Sie ihn beschreibbar. Was dort ist, und wer schreiben darf:',
      commands,
    ),
  'key-store-empty': () => 'antwortet; er hat keinen Eintrag von Signet',
  'key-store-has-key': () => 'antwortet und hat den Schlüssel des Tresors',
  'key-store-instead': () =>
    'Ohne ihn versiegelt eine Passphrase den Tresor: Die erste Anmeldung fragt danach, oder liest die Datei, die SIGNET_PASSPHRASE_FILE nennt.',
  'host-answers': ({ host }) => `${host} antwortet`,
  'clock-unknown': () => 'AWS hat keine Zeit genannt, mit der zu vergleichen wäre',
  'clock-agrees': () => 'stimmt mit AWS überein',
  'clock-off': ({ seconds, isBehind, isFar }) =>
    `geht gegenüber AWS ${seconds} s ${isBehind ? 'nach' : 'vor'}${isFar ? '. Signet gleicht das aus; andere AWS-Werkzeuge vielleicht nicht' : ''}`,
  'clock-set': ({ commands }) =>
    withCommands('Lassen Sie diesen Rechner seine Uhr selbst stellen. Unter Linux mit systemd:', commands),
  'network-plain': () => 'kein Proxy, und die Zertifizierungsstellen des Systems',
  'network-no-proxy': () => 'kein Proxy',
  'network-proxy-set': ({ urls, path }) => `geht über ${urls}, gesetzt mit signet settings proxy (${path})`,
  'network-proxy-environment': ({ urls }) => `geht über ${urls}, aus der Umgebung des Agenten`,
  'network-unreadable': ({ path }) =>
    `${path} lässt sich nicht lesen oder gehört nicht Ihnen allein: Es wird nichts gesendet`,
  'network-set-anew': ({ commands }) =>
    withCommands(
      'Prüfen Sie, wer darin geschrieben hat. So fangen Sie neu an, und danach fügen Sie wieder hinzu, was darin stand:',
      commands,
    ),
  'network-authority': ({ authority, from, until }) =>
    `nimmt auch Zertifikate von ${authority}, hinzugefügt aus ${from}, bis ${until}`,
  'network-authority-ended': ({ authority, until }) =>
    `die hinzugefügte Zertifizierungsstelle ${authority} ist am ${until} abgelaufen: Wofür sie bürgt, wird abgelehnt`,
  'network-authority-anew': ({ commands }) =>
    withCommands('Fügen Sie ihre Nachfolgerin hinzu, oder nehmen Sie alle hinzugefügten heraus:', commands),
  'network-file': ({ path, state }) =>
    `${path}, woraus Zertifizierungsstellen stammen, ${authorityFiles[state].words}; was Sie damals bestätigt haben, gilt weiter`,
  'network-file-next': ({ state, commands }) => withCommands(authorityFiles[state].next, commands),
  'endpoints-own': () => 'die von AWS',
  'endpoint-replaced': ({ variable, service, url }) =>
    `${variable} schickt, was für ${service} ist, an ${url}`,
  'endpoint-unset': ({ commands }) =>
    withCommands(
      'Haben Sie sie nicht gesetzt, heben Sie sie dort auf, wo Signet gestartet wird, und beenden Sie den Agenten; der nächste Befehl startet ihn neu:',
      commands,
    ),
  'default-changed': ({ profile }) =>
    `wurde geändert und fragt Signet nicht mehr, obwohl ${profile} gewählt war: Werkzeuge, die kein Profil nennen, nehmen etwas anderes`,
  'default-follow-again': ({ command }) => withCommands('Wieder folgen lassen:', [command]),
  'default-follows': ({ profile }) => `folgt ${profile}`,
  'config-refused': () => 'die AWS CLI und jedes Python-Werkzeug weisen diese Datei als Ganzes ab',
  'config-alike': ({ count }) =>
    `jedes Werkzeug liest sie gleich, ${count} ${count === 1 ? 'Profil' : 'Profile'}`,
  'config-findings': ({ count }) =>
    count === 1 ? '1 Befund in den AWS-Dateien' : `${count} Befunde in den AWS-Dateien`,
  'config-see': ({ command }) => withCommands('Ansehen:', [command]),
  'config-problem'({ kind, subject, sources: found, javascript, awsCli }, speak) {
    const words = configProblems[kind]
    const [problem, ofSdks, ofCli] =
      javascript === '' || awsCli === ''
        ? [words.problem(subject), words.specification, words.awsCli]
        : [
            `Profil ${subject} hat ${found.length} Quellen für Zugangsdaten: ${found.map(speak).join(', ')}.`,
            `JavaScript nimmt ${sources[javascript]}. Die SDKs sind sich nicht einig.`,
            `Nimmt ${sources[awsCli]}.`,
          ]
    return `${problem}\nSDKs:    ${ofSdks}\nAWS CLI: ${ofCli}`
  },
  'config-source': ({ source, key, file, line }) =>
    `${sources[source]} (${key}, Datei ${file}, Zeile ${line})`,
  'config-fix': ({ kind, subject, commands }) => withCommands(configProblems[kind].fix(subject), commands),
  'cli-cache-fault': ({ path, fault }) => `${path} ${cacheFaults[fault]}`,
  'cli-cache-owner': () => 'Prüfen Sie Eigentümer und Rechte der Datei und ihres Ordners.',
  'cli-cache-delete': () =>
    'Die AWS CLI scheitert daran. Löschen Sie die Datei, und melden Sie sich dann neu an.',
  'cli-sign-ins': ({ count }) =>
    count === 1
      ? '1 Anmeldung der AWS CLI liegt offen da, lesbar für jedes Ihrer Programme; Signet könnte sie übernehmen'
      : `${count} Anmeldungen der AWS CLI liegen offen da, lesbar für jedes Ihrer Programme; Signet könnte sie übernehmen`,
  'cli-take-over': ({ look, take }) =>
    `Nachsehen, was da ist:\n${look}\nÜbernehmen, und danach die Dateien löschen:\n${take}`,
  'cli-registrations': ({ count }) =>
    count === 1
      ? '1 Registrierung der AWS CLI, ohne Anmeldung'
      : `${count} Registrierungen der AWS CLI, ohne Anmeldung`,
  'cli-nothing-to-do': () => 'Es ist nichts zu tun.',
  'cli-none': () => 'keine liegt offen da',
}
