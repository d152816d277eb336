import type { takeOverForms } from '../../../preload/contract/said-forms-take-over.ts'
import type { SayingsIn } from '../spoken.ts'

/** Of sign-ins and keys that Signet can take over: why one stays, and what was done. */
export const takeOverSayings: SayingsIn<keyof typeof takeOverForms> = {
  'take-over-title-sign-ins': () => 'Anmeldungen der AWS CLI übernehmen',
  'take-over-title-move-keys': () => 'Zugriffsschlüssel in den Tresor legen',
  'take-over-title-restore-keys': () => 'Zugriffsschlüssel in die Dateien zurücklegen',
  'take-over-nobody': () => 'unbekannte Identität',
  'stays-key-id': () => 'hat eine Schlüssel-ID, die keine ist',
  'stays-secret': () => 'hat einen geheimen Schlüssel, der keiner ist',
  'stays-temporary': () => 'hat befristete Zugangsdaten, die von selbst enden',
  'stays-two-keys': () =>
    'hat in der Datei config einen anderen Schlüssel: Nehmen Sie zuerst einen der beiden heraus',
  'stays-key-refused': () =>
    'hat einen Schlüssel, den AWS nicht nimmt: Er ist abgeschaltet oder gelöscht, oder der geheime Teil stimmt nicht',
  'stays-mfa-serial': () => 'hat ein mfa_serial, das keines ist',
  'stays-served': () => 'wird schon von Signet bedient, als etwas anderes',
  'stays-other-mfa-serial': () => 'hat den Schlüssel eines anderen Profils, mit einem anderen mfa_serial',
  'stays-no-role': () => 'nennt kein Konto und keine Rolle',
  'take-over-ended': () => 'Sie ist zu Ende.',
  'take-over-whose': () => 'Sie sagt nicht, wessen sie ist.',
  'take-over-region': () => 'Sie sagt nicht, zu welcher Region sie gehört.',
  'take-over-start-url': () => 'Ihre Start-URL ist keine.',
  'take-over-name': () => 'Signet hat eine andere Anmeldung dieses Namens.',
  'take-over-stays': ({ profile, why }, speak) => `${profile} bleibt, wie es ist: Es ${speak(why)}`,
  'take-over-none': () => 'Es gibt nichts zu übernehmen.',
  'take-over-done': ({ name }) => `Übernommen: ${name}.`,
  'take-over-copy': ({ path }) => `Die AWS CLI hat noch ihre Kopie, die Sie löschen können: ${path}`,
  'take-over-question': ({ signIns, profiles }, speak) =>
    `${speak(signIns)} und ${speak(profiles)} in Signet übernehmen?`,
  'sign-in-one': () => '1 Anmeldung',
  'sign-ins': ({ count }) => `${count} Anmeldungen`,
  'profile-one': () => '1 Profil',
  profiles: ({ count }) => `${count} Profile`,
  'keys-none-moved': () => 'Kein Schlüssel wurde verschoben.',
  'keys-moved': ({ profile }) => `Im Tresor: der Schlüssel von ${profile}.`,
  'keys-sealed': ({ count }) =>
    `Ältere Kopien, in denen Schlüssel standen und die jetzt versiegelt sind: ${count}.`,
  'keys-none-back': () => 'Im Tresor liegt kein Schlüssel zum Zurücklegen.',
  'keys-back': ({ profile }) => `Wieder in den Dateien: der Schlüssel von ${profile}.`,
}
