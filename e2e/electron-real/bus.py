"""
The services of a desktop that Electron talks to, on buses of the tests' own: StatusNotifierWatcher and Notifications on
the session bus, login1 on the system bus. Arguments: the two addresses, and which of `notifications` and `watcher` to own.

Talks JSON lines: on stdin `{"id": 1, "do": "menu", ...}`, on stdout `{"id": 1, "value": ...}` or `{"id": 1, "error": ...}`,
and `{"event": ...}` for what Electron asks of it.
"""
import json, os, sys
import dbus, dbus.bus, dbus.mainloop.glib, dbus.service
from gi.repository import GLib

WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
MENU = 'com.canonical.dbusmenu'
NOTIFICATIONS = 'org.freedesktop.Notifications'
LOGIN = 'org.freedesktop.login1'
PROPERTIES = 'org.freedesktop.DBus.Properties'

dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
session_address, system_address, *owned = sys.argv[1:]
session = dbus.bus.BusConnection(session_address)
system = dbus.bus.BusConnection(system_address)


def say(message):
    print(json.dumps(message), flush=True)


def plain(value):
    if isinstance(value, dbus.Boolean): return bool(value)
    if isinstance(value, str): return str(value)
    if isinstance(value, int): return int(value)
    if isinstance(value, float): return float(value)
    if isinstance(value, dict): return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)): return [plain(each) for each in value]
    return value


class Watcher(dbus.service.Object):
    items = []

    @dbus.service.method(WATCHER, in_signature='s', sender_keyword='sender')
    def RegisterStatusNotifierItem(self, service, sender=None):
        bus_name, path = (sender, service) if service.startswith('/') else (service, '/StatusNotifierItem')
        self.items.append((str(bus_name), str(path)))
        say({'event': 'item'})
        self.StatusNotifierItemRegistered(f'{bus_name}{path}')

    @dbus.service.signal(WATCHER, signature='s')
    def StatusNotifierItemRegistered(self, item): pass

    @dbus.service.method(PROPERTIES, in_signature='ss', out_signature='v')
    def Get(self, interface, name): return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature='s', out_signature='a{sv}')
    def GetAll(self, interface):
        items = dbus.Array([f'{bus_name}{path}' for bus_name, path in self.items], signature='s')
        return {'RegisteredStatusNotifierItems': items, 'IsStatusNotifierHostRegistered': True, 'ProtocolVersion': dbus.Int32(0)}


class Notifications(dbus.service.Object):
    count = 0

    @dbus.service.method(NOTIFICATIONS, in_signature='susssasa{sv}i', out_signature='u')
    def Notify(self, app, replaced, icon, summary, body, actions, hints, timeout):
        self.count += 1
        say({'event': 'notification', 'id': self.count, 'title': str(summary), 'body': str(body), 'actions': plain(actions)})
        return self.count

    @dbus.service.method(NOTIFICATIONS, out_signature='as')
    def GetCapabilities(self): return ['body', 'actions']

    @dbus.service.method(NOTIFICATIONS, out_signature='ssss')
    def GetServerInformation(self): return ('tests', 'Lanyard', '1', '1.2')

    @dbus.service.method(NOTIFICATIONS, in_signature='u')
    def CloseNotification(self, number): self.NotificationClosed(number, 3)

    @dbus.service.signal(NOTIFICATIONS, signature='uu')
    def NotificationClosed(self, number, reason): pass

    @dbus.service.signal(NOTIFICATIONS, signature='us')
    def ActionInvoked(self, number, key): pass


class Login(dbus.service.Object):
    @dbus.service.method(f'{LOGIN}.Manager', in_signature='ssss', out_signature='h')
    def Inhibit(self, what, who, why, mode): return dbus.types.UnixFd(os.pipe()[1])

    @dbus.service.signal(f'{LOGIN}.Manager', signature='b')
    def PrepareForSleep(self, going): pass


watcher = notifications = None
names = {}


def own(name):
    global watcher, notifications
    names[name] = dbus.service.BusName(name, session)
    if name == WATCHER: watcher = watcher or Watcher(session, '/StatusNotifierWatcher')
    if name == NOTIFICATIONS: notifications = Notifications(session, '/org/freedesktop/Notifications')


login = Login(system, '/org/freedesktop/login1')
names[LOGIN] = dbus.service.BusName(LOGIN, system)
if 'notifications' in owned: own(NOTIFICATIONS)
if 'watcher' in owned: own(WATCHER)


def on_menu_signal(*_, member=None):
    say({'event': 'menu'})


def on_item_signal(*_, member=None):
    say({'event': 'icon'} if member == 'NewIcon' else {'event': 'item-signal', 'member': member})


session.add_signal_receiver(on_menu_signal, dbus_interface=MENU, member_keyword='member')
session.add_signal_receiver(on_item_signal, dbus_interface=ITEM, member_keyword='member')


class Failure(Exception):
    pass


def item():
    if watcher is None or not watcher.items: raise Failure('there is no item in the tray')
    return watcher.items[-1]


def call(done, failed, path, interface, method, signature, *args):
    """Asks the program that the last item belongs to. Never blocks: it may be asking for something meanwhile."""
    session.call_async(item()[0], path, interface, method, signature, args, done, failed, timeout=10)


def line(node):
    number, values, items = node
    return {
        'id': number,
        'label': '' if values.get('type') == 'separator' else values.get('label', '').replace('__', '_'),
        'enabled': values.get('enabled', True),
        'checked': values.get('toggle-state') == 1 if values.get('toggle-type') else None,
        'items': [line(each) for each in items],
    }


def item_properties(done, failed, **_):
    def answer(found):
        icons = [[int(width), int(height), bytes(data).hex()] for width, height, data in found.get('IconPixmap', [])]
        tip = found.get('ToolTip')
        rest = {key: plain(found[key]) for key in ('Id', 'Title', 'Status', 'Menu') if key in found}
        done({**rest, 'icons': icons, 'tooltip': plain(tip[2]) if tip else None})
    call(answer, failed, item()[1], PROPERTIES, 'GetAll', 's', ITEM)


def menu(done, failed, **_):
    def read(path):
        call(lambda _revision, root: done(line(plain(root))['items']), failed, path, MENU, 'GetLayout', 'iias', 0, -1, dbus.Array([], signature='s'))
    call(read, failed, item()[1], PROPERTIES, 'Get', 'ss', ITEM, 'Menu')


def click(done, failed, number=0, **_):
    def press(path):
        call(lambda: done(None), failed, path, MENU, 'Event', 'isvu', number, 'clicked', dbus.Int32(0), dbus.UInt32(0))
    call(press, failed, item()[1], PROPERTIES, 'Get', 'ss', ITEM, 'Menu')


def activate(done, failed, **_):
    call(lambda: done(None), failed, item()[1], ITEM, 'Activate', 'ii', 0, 0)


def invoke(done, failed, number=0, key='default', **_):
    done(notifications.ActionInvoked(dbus.UInt32(number), key))


def sleep(done, failed, going=True, **_):
    done(login.PrepareForSleep(going))


def take_watcher(done, failed, **_):
    done(own(WATCHER))


def drop_watcher(done, failed, **_):
    watcher.items.clear()
    del names[WATCHER]
    session.release_name(WATCHER)
    done(None)


tasks = {each.__name__: each for each in (item_properties, menu, click, activate, invoke, sleep, take_watcher, drop_watcher)}


def on_line(source, _condition):
    text = source.readline()
    if text == b'': return os._exit(0)
    asked = json.loads(text)
    number = asked.pop('id')
    fail = lambda error: say({'id': number, 'error': str(error)})
    try:
        tasks[asked.pop('do')](lambda value: say({'id': number, 'value': value}), fail, **asked)
    except Exception as error:
        fail(error)
    return True


# Unbuffered, so that no line waits in a buffer that nobody looks into.
asked_for = open(0, 'rb', buffering=0)
GLib.io_add_watch(asked_for, GLib.IO_IN | GLib.IO_HUP, on_line)
say({'event': 'ready'})
GLib.MainLoop().run()
