import type { ErrorCode } from '../../../preload/contract/errors.ts'

/** What happened and what to do, by code. The agent's own words, in English, follow with the names and numbers. */
export const errors: Record<ErrorCode, string> = {
  'request-malformed': 'Die Angabe ist nicht so, wie sie sein muss. Prüfen Sie sie.',
  'profile-unknown': 'Dieses Profil kennt Signet nicht. Prüfen Sie den Namen.',
  'profile-conflict': 'Dort steht schon etwas anderes. Wählen Sie einen anderen Namen, oder ersetzen Sie es.',
  'profile-name-invalid': 'So kann kein Profil heißen. Wählen Sie einen anderen Namen.',
  'config-invalid':
    'Die AWS-Konfiguration ist an einer Stelle nicht richtig. Berichtigen Sie sie, dann noch einmal.',
  'config-changed':
    'Ein anderes Programm hat die AWS-Konfiguration eben geändert. Nichts ging verloren. Sehen Sie noch einmal nach.',
  'config-unwritable':
    'Die AWS-Konfiguration lässt sich nicht lesen oder nicht schreiben. Sie ist, wie sie war. Prüfen Sie Rechte und Platz.',
  'region-invalid': 'Diese Region gibt es so nicht. Prüfen Sie die Region.',
  'endpoint-invalid': 'Dieser Endpunkt ist nicht zulässig. Prüfen Sie, was ihn festlegt.',
  'environment-unsafe': 'Eine Umgebungsvariable macht Signet unsicher. Nehmen Sie sie heraus.',
  'home-unsafe': 'Der Ordner von Signet ist nicht sicher. Prüfen Sie, wem er gehört und wer ihn lesen darf.',
  'start-url-invalid': 'Das ist keine Start-URL von IAM Identity Center. Prüfen Sie die Adresse.',
  'preferences-newer':
    'Die Einstellungen stammen von einem neueren Signet. Sie bleiben unberührt. Bringen Sie Signet auf den neuesten Stand.',
  'preferences-unwritable':
    'Die Einstellungen lassen sich nicht schreiben. Sie sind, wie sie waren. Prüfen Sie Rechte und Platz.',
  'history-unwritable':
    'Der Verlauf lässt sich nicht schreiben, darum wurde nichts gesendet. Prüfen Sie Rechte und Platz.',
  'history-unreadable': 'Der Verlauf lässt sich nicht lesen. Sonst ist nichts davon betroffen.',
  'statement-invalid':
    'Diese Anweisung würde AWS nicht annehmen. Nichts wurde gesendet. Berichtigen Sie sie.',
  'target-invalid':
    'Dieses Ziel gibt es so nicht. Ein Ziel ist ein Konto, eine Organisation oder ihre Wurzel.',
  'resource-invalid': 'So kann keine Ressource heißen. Prüfen Sie den Namen.',
  'token-invalid': 'Das ist kein solches Token von AWS Sign-In. Prüfen Sie, was Sie eingefügt haben.',
  'response-malformed': 'Die Antwort war nicht zu verstehen. Nichts wurde geändert.',
  'id-token-malformed':
    'AWS hat nicht gesagt, wer sich angemeldet hat. Nichts wurde gespeichert. Melden Sie sich noch einmal an.',
  'frame-malformed': 'Die Nachricht war nicht zu verstehen. Nichts wurde geändert.',
  'access-denied': 'Das ist nicht erlaubt. Nichts wurde geändert.',
  'invalid-request': 'AWS nimmt diese Anfrage so nicht an. Nichts wurde geändert.',
  'not-found': 'Das gibt es nicht, oder nicht mehr.',
  conflict: 'Jemand anderes hat es inzwischen geändert. Nichts wurde gesendet. Sehen Sie noch einmal nach.',
  'quota-exceeded': 'Mehr davon lässt AWS nicht zu. Nichts wurde geändert.',
  'insufficient-permissions':
    'Ihre Rechte in AWS reichen dafür nicht. Nichts wurde geändert. Wer das Konto verwaltet, kann sie geben.',
  'consent-denied': 'Es wurde nicht bestätigt. Nichts wurde ausgegeben oder geändert.',
  'policy-denied': 'Die Regel dieses Profils lässt das nicht zu. Sie steht in den Einzelheiten des Profils.',
  'keys-in-vault':
    'Der Zugriffsschlüssel liegt im Tresor und kommt so nicht in die Datei zurück. Nichts wurde geändert. Legen Sie ihn zuerst unter „Übernehmen“ zurück.',
  'life-too-short': 'Die Zugangsdaten leben nicht so lange, wie verlangt wird.',
  'registration-invalid': 'AWS erkennt diesen Rechner nicht mehr an. Melden Sie sich noch einmal an.',
  'role-not-assigned': 'Diese Rolle ist Ihnen dort nicht zugewiesen. Wer das Portal verwaltet, kann das tun.',
  'mfa-failed':
    'AWS hat den MFA-Code nicht angenommen. Warten Sie auf den nächsten und versuchen Sie es damit.',
  'session-missing': 'Dafür ist niemand angemeldet. Melden Sie sich an.',
  'session-expired': 'Die Sitzung ist zu Ende. Melden Sie sich noch einmal an.',
  'sign-in-expired':
    'Die Anmeldung wurde nicht rechtzeitig bestätigt. Alles ist, wie es war. Beginnen Sie sie noch einmal.',
  'sign-in-denied': 'Die Anmeldung wurde abgelehnt. Alles ist, wie es war.',
  'sign-in-cancelled': 'Abgebrochen. Alles ist, wie es war.',
  'credentials-changed':
    'Passwort oder Rechte haben sich geändert, und AWS hat die Sitzung beendet. Melden Sie sich noch einmal an.',
  'mfa-needed': 'Dafür ist ein MFA-Code nötig. Geben Sie ihn ein, wo danach gefragt wird.',
  'vault-locked': 'Der Tresor ist gesperrt. Entsperren Sie ihn.',
  'vault-corrupt': 'Der Tresor ist beschädigt. Was da war, ist aufgehoben.',
  'vault-newer':
    'Der Tresor stammt von einem neueren Signet. Er bleibt unberührt. Bringen Sie Signet auf den neuesten Stand.',
  'vault-key-missing': 'Der Schlüssel des Tresors fehlt. Der Tresor bleibt unberührt.',
  'vault-unreadable': 'Der Tresor lässt sich nicht lesen. Prüfen Sie, wem der Ordner gehört.',
  'vault-unwritable':
    'Der Tresor lässt sich nicht schreiben. Das Neueste steht nur im Arbeitsspeicher. Schaffen Sie Platz, bevor der Rechner ausgeht.',
  'passphrase-wrong': 'Das ist nicht die Passphrase. Versuchen Sie es noch einmal.',
  'key-store-absent': 'Dieses System hat keinen Schlüsselspeicher, der zu gebrauchen ist.',
  'key-store-locked': 'Der Schlüsselspeicher des Systems ist gesperrt. Entsperren Sie ihn, dann noch einmal.',
  'key-store-denied': 'Der Schlüsselspeicher des Systems hat abgelehnt. Erlauben Sie es Signet dort.',
  'key-store-timed-out':
    'Der Schlüsselspeicher des Systems antwortet nicht. Vielleicht wartet er auf eine Eingabe von Ihnen.',
  'network-down': 'Keine Verbindung. Alles ist, wie es war. Versuchen Sie es noch einmal.',
  'timed-out': 'Die Antwort kam nicht rechtzeitig. Versuchen Sie es gleich noch einmal.',
  throttled: 'Es waren zu viele Anfragen. Alles ist, wie es war. Versuchen Sie es gleich noch einmal.',
  'server-error': 'AWS hat gerade einen Fehler. Alles ist, wie es war. Versuchen Sie es gleich noch einmal.',
  'tls-untrusted': 'Die Gegenstelle hat nicht bewiesen, wer sie ist. Nichts wurde gesendet.',
  'loopback-unavailable': 'Auf diesem Rechner war kein Anschluss frei. Versuchen Sie es noch einmal.',
  'agent-busy': 'Ein anderer Vorgang von Signet ist noch dabei. Versuchen Sie es gleich noch einmal.',
  internal: 'Signet hat einen Fehler gemacht. Die Stelle steht im Protokoll des Agenten.',
}
