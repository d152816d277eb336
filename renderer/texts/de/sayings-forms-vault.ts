import type { vaultForms } from '../../../preload/contract/said-forms-vault.ts'
import type { SayingsIn } from '../spoken.ts'

const again = 'eine Sitzung will vielleicht eine neue Anmeldung.'
const untouched = 'Nichts wurde geändert.'

/** Of the vault and its key. A window has a button where a terminal has a command. */
export const vaultSayings: SayingsIn<keyof typeof vaultForms> = {
  'vault-open-to-others': ({ path, command }) =>
    `Andere dürfen ${path} lesen oder ändern. So hört das auf: ${command}`,
  'vault-before-damaged': ({ path }) =>
    `Der Stand davor, ${path}, ist beschädigt. Das nächste Speichern ersetzt ihn.`,
  'vault-older': ({ path }) => `${path} ist älter als der Stand daneben. Geöffnet wurde der neuere.`,
  'vault-was-missing': ({ path }) => `${path} fehlte. Geöffnet wurde der Stand davor: ${again}`,
  'vault-was-damaged': ({ path }) =>
    `${path} war beschädigt und ging nicht auf. Die Datei liegt beiseite, und geöffnet wurde der Stand davor: ${again}`,
  'vault-kept-aside': ({ path }) =>
    `Ein beschädigter Tresor ist aufgehoben als ${path}. Löschen Sie ihn, wenn Sie ihn nicht brauchen.`,
  'vault-unwritten': ({ path, why }, speak) =>
    `${path} ließ sich nicht speichern: ${speak(why)}. Signet macht aus dem Arbeitsspeicher weiter und versucht es bei der nächsten Änderung wieder; bis das gelingt, braucht ein Neustart eine neue Anmeldung.`,
  'disk-full': () => 'Der Datenträger ist voll. Schaffen Sie Platz',
  'disk-read-only': () => 'Das Dateisystem lässt nur lesen. Machen Sie es beschreibbar',
  'disk-not-allowed': () =>
    'Das System erlaubt es nicht. Prüfen Sie, wem der Ordner gehört und wer schreiben darf',
  'disk-not-a-file': () => 'An der Stelle steht etwas, das keine Datei ist. Räumen Sie es weg',
  'disk-broken': () => 'Der Datenträger meldet einen Fehler. Prüfen Sie ihn',
  'vault-locked': () => 'Der Tresor ist gesperrt.',
  'vault-locked-by-hand': () => 'Der Tresor wurde von Hand gesperrt.',
  'vault-locked-passphrase': () => 'Der Tresor ist mit einer Passphrase gesperrt.',
  'vault-not-readable': ({ path, fault }) => `${path} lässt sich nicht lesen (${fault}). ${untouched}`,
  'vault-lost': ({ folder, kept }) =>
    `Der Tresor in ${folder} ist beschädigt, und keiner seiner Stände geht auf. Was da war, ist aufgehoben: ${kept}.`,
  'vault-of-newer': ({ path }) =>
    `${path} stammt von einem neueren Signet. ${untouched} Bringen Sie Signet auf den neuesten Stand.`,
  'vault-other-key': ({ folder }) =>
    `Der Schlüssel, der da ist, öffnet den Tresor in ${folder} nicht: Er gehört zu einem anderen Tresor, oder dieser ist beschädigt. ${untouched} Haben Sie eine Sicherung des Schlüssels, legen Sie sie zurück.`,
  'vault-begin-anew': ({ folder }) =>
    `Um neu anzufangen, verschieben Sie die Dateien aus ${folder}, entsperren Sie, und melden Sie sich neu an.`,
  'vault-key-gone': ({ path }) => `Der versiegelte Schlüssel ${path} ist weg.`,
  'vault-key-damaged': ({ path }) =>
    `Der versiegelte Schlüssel ${path} ist beschädigt. ${untouched} Haben Sie eine Kopie, legen Sie sie zurück.`,
  'vault-key-not-kept': ({ folder }) =>
    `Der Tresor in ${folder} ist da, aber sein Schlüssel nicht in diesem Schlüsselspeicher. ${untouched} Haben Sie eine Sicherung des Schlüsselspeichers, spielen Sie sie zurück.`,
  'vault-wrong-file-passphrase': ({ path }) =>
    `Die Passphrase in ${path} öffnet den Tresor nicht. Schreiben Sie die richtige hinein.`,
  'key-store-off': () => 'Der Schlüsselspeicher ist mit SIGNET_KEY_STORE=off ausgeschaltet.',
  'key-store-dismissed': () => 'Der Schlüsselspeicher wurde nicht geöffnet: Sein Dialog wurde geschlossen.',
  'key-store-is-locked': () => 'Der Schlüsselspeicher des Systems ist gesperrt.',
  'key-store-refused': () => 'Der Schlüsselspeicher des Systems hat abgelehnt.',
  'key-store-none': () =>
    'Hier ist kein Schlüsselspeicher zu gebrauchen: Diese Sitzung hat keinen Secret Service, oder er hat keinen Schlüsselbund.',
  'key-store-silent': () => 'Der Schlüsselspeicher des Systems antwortet nicht.',
  'key-store-ended': () =>
    'Der Schlüsselspeicher ist nicht zu erreichen: Der Prozess, der mit ihm spricht, ist zu Ende.',
  'vault-key-changes': () => 'Was den Tresor öffnet, wird anders.',
  'vault-passphrase-rule': ({ characters, words }) =>
    `Eine Passphrase wird den Tresor auf diesem Rechner versiegeln: mindestens ${characters} Zeichen oder ${words} Wörter.`,
  'vault-passphrase-then': () => 'Dann versiegelt eine Passphrase den Tresor.',
  'vault-nobody': () => 'Hier kann niemand danach gefragt werden.',
  'unlock-or-file': () =>
    'Entsperren Sie ihn, oder nennen Sie in SIGNET_PASSPHRASE_FILE eine Datei mit der Passphrase.',
  'unlock-now': () => 'Entsperren Sie ihn.',
  'unlock-with': () => 'Entsperren Sie ihn, wenn Sie weitermachen.',
  'unlock-once-right': () => 'Bringen Sie das in Ordnung, und entsperren Sie dann.',
  'unlock-empty': () =>
    'Entsperren Sie, um mit einem leeren Tresor anzufangen, und melden Sie sich dann neu an.',
  'unlock-allow': () => 'Entsperren Sie noch einmal, und erlauben Sie es.',
  'unlock-key-store-first': () => 'Entsperren Sie ihn (das Anmelden am Desktop tut das), dann den Tresor.',
  'unlock-allow-there': () => 'Erlauben Sie es Signet dort, und entsperren Sie dann.',
  'unlock-dialog-first': () =>
    'Vielleicht wartet er in einem Dialog: Entsperren Sie ihn dort, dann den Tresor.',
  'unlock-again': () => 'Entsperren Sie noch einmal.',
  'vault-opened': () => 'Der Tresor ist offen.',
  'key-moved-kept-there': () =>
    'Der Schlüsselspeicher hat den Schlüssel nicht hergegeben: Entfernen Sie dort den Eintrag von Signet, sonst öffnet auch er den Tresor.',
}
