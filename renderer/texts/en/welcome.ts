export const welcome = {
  title: 'From nothing to a working aws command',
  intro:
    'Three steps. No secret lands in a file: tools ask Signet, and get credentials that end by themselves.',
  done: 'done',
  now: 'now',
  step: (n: number) => `Step ${n}`,
  signIn: 'Sign in',
  signInText:
    'With AWS Sign-In for one console user or role, or with IAM Identity Center for all your accounts.',
  signInCommand: 'signet login',
  signedInAs: (who: string) => `Signed in: ${who}`,
  importText: (n: number) =>
    n === 1
      ? 'The AWS CLI is signed in once on this machine. Signet can take that over.'
      : `The AWS CLI has ${n} sign-ins on this machine. Signet can take them over.`,
  import: 'Take over…',
  profile: 'Get a profile',
  profileText:
    'A profile is what tools call by name. AWS Sign-In has made yours; of Identity Center you choose accounts and roles.',
  profileButton: 'Choose roles',
  profileCommand: 'signet profiles generate',
  profileReady: (name: string) => `Ready: ${name}`,
  attempt: 'Try it',
  attemptText: 'In any terminal, with any AWS tool:',
  attemptNoTool: 'No aws command there? Any AWS SDK reads the same profile.',
  attemptDefault: 'Make it the default, and no tool needs its name:',
  leave: 'Not now',
  finish: 'Done',
  again: 'You find this again in Settings, and in the search as “First steps”.',
  command: 'First steps',
}
