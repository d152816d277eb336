/** The image for this system's tray: a template that macOS colours itself, else one that stands out from the panel. */
export function trayImage(platform: string, isDark: boolean): string {
  if (platform === 'darwin') return 'trayTemplate.png'
  return isDark ? 'tray-dark.png' : 'tray-light.png'
}
