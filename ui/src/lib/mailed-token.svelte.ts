/** The token of a link that came by mail. It stands behind the `#`, which no browser sends to a server and no log keeps. */
export class MailedToken {
  /** Undefined until the page runs in a browser. */
  value: string | undefined = $state();

  constructor() {
    $effect(() => {
      this.value = location.hash.slice(1);
    });
  }
}
