/** Of profiles, the default one, and what generating and undoing do with them. */
export const profileForms = {
  'preferences-set-aside':
    'The preferences could not be read: favourites, tags and the default profile begin anew. The damaged file is {path}',
  'default-not-followed': '[default] in the AWS config was changed and no longer asks Signet.',
  'default-has-keys': '[default] has {@source}: most tools take those first.',
  'not-ready-denied': 'The policy of {profile} is "deny": Signet hands out nothing for it.',
  'not-ready-through': '{profile} (through {serving}) is not signed in.',
  'not-ready': '{profile} is not signed in.',

  'undo-served-role': '{profile} is served again as {role} in {account} by {session}',
  'undo-served-chain': '{profile} is served again as {role} with {source}',
  'undo-served': '{profile} is served again as {session}',
  'undo-not-served': '{profile} is no longer served',
  'undo-no-default': 'no profile is the default any more',
  'undo-default': 'the default profile is {profile} again',

  'sources-several': '{@first} and {@others}',
  source: '{@what} ({key}, {file} file line {#line})',
  'source-assume-role': 'a role to assume',
  'source-web-identity': 'a web identity token file',
  'source-sso': 'IAM Identity Center settings',
  'source-keys': 'access keys',
  'source-login-session': 'an AWS CLI login session',
  'source-credential-process': 'a credential process',
  'tools-python': 'the AWS CLI and Python',

  'stays-has': 'has {@sources}',
  'stays-has-also': 'also has {@sources}',
  'stays-other-profile': 'asks Signet for another profile ({file} file line {#line})',
  'stays-chain': 'is served as a role chain',
  'stays-other-session': 'is served by another session, {session}',
  'stays-other-role': 'is served as {role} in {account}',

  'generating-title': 'Make profiles of roles',
  'generated-nothing': 'Everything is as it must be.',
  generated: 'Profiles: {@parts}.',
  'parts-several': '{@first}, {@others}',
  'part-added': '{#count} added',
  'part-changed': '{#count} changed',
  'part-gone': '{#count} taken away',

  'accounts-title': 'Read the accounts of {session}',
  'accounts-read': '{@accounts} of {session} read.',
  'accounts-new': 'New: {@parts}.',
  'accounts-gone': 'Gone: {@parts}.',
  'accounts-unread': 'AWS would not tell the roles of {@accounts} now: they are as before.',
  'account-one': '1 account',
  accounts: '{#count} accounts',
  'role-one': '1 role',
  roles: '{#count} roles',

  'console-access-title': 'Console access of {target}',
} as const
