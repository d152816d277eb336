import type { sessionForms } from '../../../preload/contract/said-forms-sessions.ts'
import type { SayingsIn } from '../spoken.ts'

/** Of signing in and out. */
export const sessionSayings: SayingsIn<keyof typeof sessionForms> = {
  'signed-in-as': ({ principal }) => `Angemeldet als ${principal}.`,
  'signed-in-to': ({ session }) => `Angemeldet bei ${session}.`,
  'signed-in-unsaved': () => 'Sie sind angemeldet, bis der Agent endet; er versucht weiter, es zu speichern.',
  'signed-out-unsaved': () =>
    'Sie sind abgemeldet, bis der Agent endet. Ließ sich bis dahin nichts speichern, ist die Sitzung wieder da.',
  'sign-in-of-default': ({ profile }) => `[default] folgt ${profile}: Angemeldet wird dieses Profil.`,
  'sign-in-other-session-name': (values) => whose('dieselbe Rolle unter anderem Sitzungsnamen', values),
  'sign-in-other-principal': (values) => whose('eine andere Identität desselben Kontos', values),
  'sign-in-other-account': (values) => whose('eine Identität eines anderen Kontos', values),
  'sign-in-which-profile': () =>
    'Geben Sie yes ein, um es zu ändern, oder den Namen eines anderen Profils dafür, oder nichts, damit alles bleibt',
  'portal-moved': ({ region, session }) =>
    `Das Portal ist in ${region}: Das steht jetzt in [sso-session ${session}] der AWS-Konfiguration.`,
  'portal-moved-by-hand': ({ region, session }) =>
    `Das Portal ist in ${region}; berichtigen Sie sso_region in [sso-session ${session}].`,
  'portal-start-url': () => 'Start-URL Ihres Zugangsportals (https://….awsapps.com/start)',
  'portal-region': () => 'AWS-Region des Portals [us-east-1]',
  'browser-missing-profile': ({ browser, profile }) => missing(`${browser}, Profil ${profile}`),
  'browser-missing-private': ({ browser }) => missing(`${browser}, in einem privaten Fenster`),
  'browser-missing': ({ browser }) => missing(browser),
  'browser-unknown': ({ words }) =>
    `Kein Browser wurde geöffnet, denn welcher es sein soll, ist nicht bekannt: ${words}`,
  'signed-out': ({ who }) => `Abgemeldet: ${who}.`,
  'signed-out-everywhere': () => 'AWS hat die Sitzung auf jedem Rechner beendet.',
  'signed-out-not-told': ({ who }) =>
    `AWS war nicht zu sagen, dass ${who} beendet ist; dort endet die Sitzung von selbst.`,
  'signed-out-before': () => 'AWS hatte die Sitzung schon beendet.',
  'signed-out-no-profile': () =>
    'Kein Profil wird von ihr bedient, darum ist nichts da, um die Anfrage zu signieren.',
  'signed-out-other-token': () =>
    'AWS widerruft Refresh-Tokens, die mit ASOR beginnen, und das dieser Sitzung tut das nicht. Sie endet mit der Konsolensitzung, spätestens 12 Stunden nach der Anmeldung; ein neues Passwort des Benutzers beendet sie sofort.',
  'mfa-question': ({ profile, device }) => `MFA-Code für das Profil ${profile} (${device})`,
}

function whose(
  what: string,
  {
    profile,
    former,
    current,
  }: { readonly profile: string; readonly former: string; readonly current: string },
): string {
  return `Angemeldet haben Sie sich als ${what}.\n  bisher: ${former}\n  jetzt:  ${current}\nVon nun an bekämen Werkzeuge über das Profil ${profile} die Zugangsdaten der zweiten. Soll das so sein?`
}

function missing(browser: string): string {
  return `Kein Browser wurde geöffnet: Diese Sitzung öffnet sich in ${browser}, und das gibt es auf diesem Rechner nicht mehr.`
}
