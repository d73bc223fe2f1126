import { config } from 'dotenv'
import { readSettings, type Settings, SettingsError } from './settings.ts'
import { SETTINGS, type SettingName } from './settings-list.ts'

/** The settings of this process: its environment, and a .env file in the current folder for what that leaves open. */
export function settingsHere(): Settings {
  return readSettings(environmentHere())
}

/** The variables of this process, with those of the .env file that it does not set itself. */
export function environmentHere(): NodeJS.ProcessEnv {
  readDotenv()
  return process.env
}

/** The settings that this process was given, without what the .env file adds. To be asked before anything reads that. */
export function settingsGiven(): Partial<Record<SettingName, string>> {
  return Object.fromEntries(
    SETTINGS.flatMap(({ name }) => (process.env[name] ? [[name, process.env[name]] as const] : [])),
  )
}

/** A variable that is empty counts as unset, so that a .env file may set it. */
function readDotenv(): void {
  for (const { name } of SETTINGS) if (process.env[name] === '') delete process.env[name]
  const error: NodeJS.ErrnoException | undefined = config({ quiet: true }).error
  if (error !== undefined && error.code !== 'ENOENT') throw new SettingsError([`.env cannot be read: ${error.message}`])
}
