/**
 * Where browsers and the lists of their profiles stand, by operating system. Pure.
 *
 * @see {@link https://chromium.googlesource.com/chromium/src/+/main/docs/user_data_dir.md User data directory}
 * @see {@link https://support.mozilla.org/kb/profiles-where-firefox-stores-user-data Where Firefox stores user data}
 * @module
 */
export type BrowserFamily = 'chromium' | 'firefox'

interface KnownBrowser {
  readonly id: string
  readonly name: string
  readonly family: BrowserFamily
  /** The argument that opens a private window. */
  readonly privately: string
  /** Names of the program on Linux, and where its folder stands: below `~/.config`, for Firefox below the home. */
  readonly linux: {
    readonly commands: readonly string[]
    readonly folders: readonly string[]
    readonly snap?: { readonly command: string; readonly folder: string }
    readonly flatpak: string
  }
  /** The application and its program; the folder below `~/Library/Application Support`. */
  readonly mac: { readonly app: string; readonly program: string; readonly folder: string }
  /** The program below `Program Files`; the folder below the local, for Firefox the roaming, application data. */
  readonly windows: { readonly program: string; readonly folder: string }
}

export const knownBrowsers: readonly KnownBrowser[] = [
  {
    ...{ id: 'google-chrome', name: 'Google Chrome', family: 'chromium', privately: '--incognito' },
    linux: {
      commands: ['google-chrome', 'google-chrome-stable'],
      folders: ['google-chrome'],
      flatpak: 'com.google.Chrome',
    },
    mac: { app: 'Google Chrome', program: 'Google Chrome', folder: 'Google/Chrome' },
    windows: { program: 'Google\\Chrome\\Application\\chrome.exe', folder: 'Google\\Chrome\\User Data' },
  },
  {
    ...{ id: 'chromium', name: 'Chromium', family: 'chromium', privately: '--incognito' },
    linux: {
      commands: ['chromium', 'chromium-browser'],
      folders: ['chromium'],
      snap: { command: 'chromium', folder: 'snap/chromium/common/chromium' },
      flatpak: 'org.chromium.Chromium',
    },
    mac: { app: 'Chromium', program: 'Chromium', folder: 'Chromium' },
    windows: { program: 'Chromium\\Application\\chrome.exe', folder: 'Chromium\\User Data' },
  },
  {
    ...{ id: 'brave-browser', name: 'Brave', family: 'chromium', privately: '--incognito' },
    linux: {
      commands: ['brave-browser', 'brave-browser-stable', 'brave'],
      folders: ['BraveSoftware/Brave-Browser'],
      snap: { command: 'brave', folder: 'snap/brave/current/.config/BraveSoftware/Brave-Browser' },
      flatpak: 'com.brave.Browser',
    },
    mac: { app: 'Brave Browser', program: 'Brave Browser', folder: 'BraveSoftware/Brave-Browser' },
    windows: {
      program: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
      folder: 'BraveSoftware\\Brave-Browser\\User Data',
    },
  },
  {
    ...{ id: 'microsoft-edge', name: 'Microsoft Edge', family: 'chromium', privately: '--inprivate' },
    linux: {
      commands: ['microsoft-edge', 'microsoft-edge-stable'],
      folders: ['microsoft-edge'],
      flatpak: 'com.microsoft.Edge',
    },
    mac: { app: 'Microsoft Edge', program: 'Microsoft Edge', folder: 'Microsoft Edge' },
    windows: { program: 'Microsoft\\Edge\\Application\\msedge.exe', folder: 'Microsoft\\Edge\\User Data' },
  },
  {
    ...{ id: 'vivaldi', name: 'Vivaldi', family: 'chromium', privately: '--incognito' },
    linux: {
      commands: ['vivaldi', 'vivaldi-stable'],
      folders: ['vivaldi'],
      flatpak: 'com.vivaldi.Vivaldi',
    },
    mac: { app: 'Vivaldi', program: 'Vivaldi', folder: 'Vivaldi' },
    windows: { program: 'Vivaldi\\Application\\vivaldi.exe', folder: 'Vivaldi\\User Data' },
  },
  {
    ...{ id: 'firefox', name: 'Firefox', family: 'firefox', privately: '--private-window' },
    linux: {
      commands: ['firefox', 'firefox-esr'],
      folders: ['.mozilla/firefox', '.config/mozilla/firefox'],
      snap: { command: 'firefox', folder: 'snap/firefox/common/.mozilla/firefox' },
      flatpak: 'org.mozilla.firefox',
    },
    mac: { app: 'Firefox', program: 'firefox', folder: 'Firefox' },
    windows: { program: 'Mozilla Firefox\\firefox.exe', folder: 'Mozilla\\Firefox' },
  },
]

/** A program that may be there, and the file that would then list its profiles. */
export interface BrowserPlace {
  readonly program: string
  readonly profilesFile: string
}

export interface PlaceSetting {
  readonly platform: NodeJS.Platform
  /** Of the agent. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
  /** Where programs are looked for on Linux: the person's own folders first. */
  readonly folders: readonly string[]
}

/** Every place of a browser, the likeliest first. */
export function placesOf(browser: KnownBrowser, setting: PlaceSetting): readonly BrowserPlace[] {
  if (setting.platform === 'darwin') return macPlaces(browser, setting)
  if (setting.platform === 'win32') return windowsPlaces(browser, setting)
  return linuxPlaces(browser, setting)
}

const listOf = { chromium: 'Local State', firefox: 'profiles.ini' } as const
const flatpakPrograms = '/var/lib/flatpak/exports/bin'

function linuxPlaces(
  { family, linux }: KnownBrowser,
  { env, homeFolder, folders }: PlaceSetting,
): readonly BrowserPlace[] {
  const { commands, flatpak, snap } = linux
  const configFolder = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : `${homeFolder}/.config`
  const base = family === 'firefox' ? homeFolder : configFolder
  const boxed = family === 'firefox' ? '.mozilla/firefox' : `config/${linux.folders[0]}`
  const list = listOf[family]
  const own = folders.flatMap((folder) =>
    commands.flatMap((command) =>
      linux.folders.map((profiles) => ({
        program: `${folder}/${command}`,
        profilesFile: `${base}/${profiles}/${list}`,
      })),
    ),
  )
  const ofSnap = snap && {
    program: `/snap/bin/${snap.command}`,
    profilesFile: `${homeFolder}/${snap.folder}/${list}`,
  }
  const ofFlatpak = {
    program: `${flatpakPrograms}/${flatpak}`,
    profilesFile: `${homeFolder}/.var/app/${flatpak}/${boxed}/${list}`,
  }
  return [...own, ...(ofSnap ? [ofSnap] : []), ofFlatpak]
}

function macPlaces({ family, mac }: KnownBrowser, { homeFolder }: PlaceSetting): readonly BrowserPlace[] {
  return [
    {
      program: `/Applications/${mac.app}.app/Contents/MacOS/${mac.program}`,
      profilesFile: `${homeFolder}/Library/Application Support/${mac.folder}/${listOf[family]}`,
    },
  ]
}

function windowsPlaces(
  { family, windows }: KnownBrowser,
  { env, homeFolder }: PlaceSetting,
): readonly BrowserPlace[] {
  const drive = /^[A-Z]:$/i.test(env.SystemDrive ?? '') ? env.SystemDrive : 'C:'
  const applicationFolder = family === 'firefox' ? 'Roaming' : 'Local'
  const profilesFile = `${homeFolder}\\AppData\\${applicationFolder}\\${windows.folder}\\${listOf[family]}`
  return ['Program Files', 'Program Files (x86)'].map((folder) => ({
    program: `${drive}\\${folder}\\${windows.program}`,
    profilesFile,
  }))
}
