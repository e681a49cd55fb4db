/** The settings of sign-ins: what Lanyard does by itself, and where each session's page opens. */
import type { SettingsChange } from '../../../shared/contract.ts'
import { settingsOfSession, type Settings } from '../../../shared/state.ts'
import { useNavigate } from '../../actions/navigation.tsx'
import { choiceInWords, useBrowsers } from '../../state/browsers.ts'
import { Button } from '../../components/button.tsx'
import { Switch } from '../../components/toggles.tsx'
import { useAppState } from '../../state/state.tsx'
import styles from './settings.module.css'

type Change = (settings: SettingsChange) => void

/** Whether Lanyard is there, and tells, when a session ends. */
export function Staying({ settings, onChange }: { readonly settings: Settings; readonly onChange: Change }) {
  const canStartAtLogin = useAppState((state) => state.host.canStartAtLogin)
  return (
    <>
      <Switch
        label="Notify before a session ends"
        hint="A quarter of an hour before work would stop, and when it has stopped."
        checked={settings.notifications}
        onCheckedChange={(notifications) => onChange({ notifications })}
      />
      {canStartAtLogin && (
        <Switch
          label="Start when I log in"
          hint="Lanyard begins in the tray, without its window."
          checked={settings.startAtLogin}
          onCheckedChange={(startAtLogin) => onChange({ startAtLogin })}
        />
      )}
    </>
  )
}

/** Each session's browser, and whether access can be asked for. */
export function SignInPlaces({ settings }: { readonly settings: Settings }) {
  const navigate = useNavigate()
  const sessions = useAppState((state) => state.sessions)
  const places = sessions.map(({ name }) => ({ name, ...settingsOfSession(settings, name) }))
  const browsers = useBrowsers(places.some(({ browser }) => browser?.kind === 'browser'))
  if (places.length === 0) return <p className={styles['quiet']}>Each session can have a browser of its own.</p>
  return (
    <ul className={styles['places']}>
      {places.map(({ name, browser, requestUrl }) => (
        <li key={name} className={styles['place']}>
          <div>
            <div className={styles['placeName']} title={name}>
              <bdi>{name}</bdi>
            </div>
            <div className={styles['quiet']}>
              {choiceInWords(browser, browsers)}
              {requestUrl !== null && ` · access is asked for at ${URL.parse(requestUrl)?.host ?? requestUrl}`}
            </div>
          </div>
          <Button
            size="small"
            aria-label={`Change where ${name} opens`}
            onClick={() => navigate({ screen: 'sign-in-place', session: name })}
          >
            Change…
          </Button>
        </li>
      ))}
    </ul>
  )
}
