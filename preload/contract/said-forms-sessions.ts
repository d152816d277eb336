/** Of signing in and out. */
export const sessionForms = {
  'signed-in-as': 'Signed in as {principal}.',
  'signed-in-to': 'Signed in to {session}.',
  'signed-in-unsaved': 'You are signed in until the agent ends; it keeps trying to save.',
  'signed-out-unsaved':
    'You are signed out until the agent ends. If nothing could be saved by then, the session is there again.',
  'sign-in-of-default': '[default] follows {profile}: this signs in to that profile.',
  'sign-in-other-session-name':
    'You signed in as the same role under another session name.\n  before: {former}\n  now:    {current}\nFrom now on profile {profile} would give tools the credentials of the second. Change it?',
  'sign-in-other-principal':
    'You signed in as another identity of the same account.\n  before: {former}\n  now:    {current}\nFrom now on profile {profile} would give tools the credentials of the second. Change it?',
  'sign-in-other-account':
    'You signed in as an identity of another account.\n  before: {former}\n  now:    {current}\nFrom now on profile {profile} would give tools the credentials of the second. Change it?',
  'sign-in-which-profile':
    'Type "yes" to change it, another profile name to use instead, or nothing to leave all as it was',
  'portal-moved': 'The portal is in {region}: [sso-session {session}] in the AWS config says so now.',
  'portal-moved-by-hand': 'The portal is in {region}; correct sso_region in [sso-session {session}].',
  'portal-start-url': 'Start URL of your AWS access portal (https://….awsapps.com/start)',
  'portal-region': 'AWS region of the portal [us-east-1]',
  'browser-missing-profile':
    'No browser was opened: this session opens in {browser}, profile {profile}, which is not on this machine any more.',
  'browser-missing-private':
    'No browser was opened: this session opens in {browser}, a private window, which is not on this machine any more.',
  'browser-missing':
    'No browser was opened: this session opens in {browser}, which is not on this machine any more.',
  'browser-unknown': 'No browser was opened, for which one is not known: {words}',
  'signed-out': 'Signed out: {who}.',
  'signed-out-everywhere': 'AWS ended it on every machine.',
  'signed-out-not-told': 'AWS could not be told that {who} ended; it ends there by itself.',
  'signed-out-before': 'AWS had ended it before.',
  'signed-out-no-profile': 'No profile is served by it, so there is nothing to sign the request with.',
  'signed-out-other-token':
    'AWS revokes refresh tokens that begin with ASOR, and the one of this session does not. It ends with the console session, 12 hours after the sign-in at most; a change of the user’s password ends it at once.',
  'mfa-question': 'MFA code for profile {profile} ({device})',
} as const
