/** Every word that the shell itself says: tray, menus, notifications, its few dialogs. */
export const english = {
  span: {
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => `${count} d`,
  },
  state: {
    active: 'signed in',
    renewing: 'renewing',
    waiting: 'waiting for AWS',
    ended: 'ended, sign in again',
    'not-signed-in': 'not signed in',
    locked: 'vault locked',
    other: 'not by Signet',
    over: 'over',
    default: 'default',
    production: 'production',
  },
  tray: {
    tip: (alive: number) => (alive === 0 ? 'Signet: nobody is signed in' : `Signet: ${alive} signed in`),
    paused: 'Paused: no tool gets credentials',
    locked: 'Locked: unlock to sign in or to use profiles',
    empty: 'No session yet',
    more: (count: number) => `${count} more`,
    signIn: 'Sign in…',
    pause: 'Pause',
    resume: 'Resume',
    open: 'Open Signet',
    quit: 'Quit Signet',
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    signIn: 'Sign in…',
    settings: 'Settings…',
    command: 'Install the signet command…',
    update: 'Look for an update…',
    quit: 'Quit Signet',
  },
  notice: {
    ended: (name: string) => ({
      title: `Sign in again: ${name}`,
      body: 'AWS has ended this session. Tools that use it get an error until you sign in.',
    }),
    endsSoon: (name: string, span: string) => ({
      title: `${name} ends in ${span}`,
      body: 'It cannot be renewed beyond that. Sign in again before then, and no tool notices.',
    }),
    asked: (program: string | undefined, profile: string) => ({
      title: `${program ?? 'A program'} asks for ${profile}`,
      body: 'It waits for your answer. Open Signet to see what was checked.',
    }),
    notLocked: {
      title: 'The vault was not locked with the screen',
      body: 'The disk did not take what is new, and it would have been lost. Make room, then lock the vault in Signet.',
    },
    goesOn: {
      title: 'Signet goes on in the background',
      body: 'There is no tray on this desktop. Start Signet again to open its window; its menu has Quit.',
    },
  },
  command: {
    ask: (path: string) => `Put the signet command at ${path}?`,
    detail: (target: string) => `It becomes a link to ${target}. Nothing else is changed.`,
    yes: 'Install',
    no: 'Cancel',
    done: (path: string) => `Installed. In a new terminal this runs: ${path} help`,
    offPath: (folder: string) => `${folder} is not on your PATH. Add it in your shell’s settings.`,
    taken: (path: string) =>
      `Something else stands at ${path}, so it was left alone. Move it away, then try again.`,
    failed: (path: string) => `${path} could not be written. Nothing was changed.`,
    isThere: (path: string) => `The signet command is installed already: ${path}`,
  },
  update: {
    off: 'This build does not update itself. Install a newer one in the way that you installed this one.',
    none: 'This is the newest Signet.',
    ask: (version: string) => `Signet ${version} is there. Fetch it?`,
    askDetail: 'It is checked against Signet’s own key before it is used, and installed when you say so.',
    ready: (version: string) => `Signet ${version} was fetched and checked. Install it and start again?`,
    fetch: 'Fetch',
    install: 'Install and start again',
    later: 'Not now',
    failed: 'The update was not taken. The Signet that runs is unchanged.',
  },
  start: {
    failed: 'Signet cannot start',
    unpatched: 'This Electron is one that Signet does not start on: its archive check has a known hole.',
    occupied: 'Another agent serves and did not hand over. End it with: signet agent stop',
  },
}

export type ShellTexts = typeof english
