// A notice: what kind of thing it is about, and where a tap leads. More is not told (docs/outbox.md).
const showNotice = async (event) => {
  const { title, link, tag } = event.data?.json() ?? {};
  await registration.showNotification(title ?? "Handrail", { tag, data: link });
};

const openNotice = async ({ notification }) => {
  notification.close();
  const to = new URL(notification.data || "/", location.origin);
  await clients.openWindow(to.origin === location.origin ? to.href : "/");
};

// Whoever leaves the device takes their notices along; the push service tells the server so.
const endNotices = async () => (await registration.pushManager?.getSubscription())?.unsubscribe();

addEventListener("push", (event) => event.waitUntil(showNotice(event)));
addEventListener("notificationclick", (event) => event.waitUntil(openNotice(event)));
