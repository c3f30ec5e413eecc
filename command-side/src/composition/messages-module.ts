import { ContainerModule } from 'inversify';
import { Messenger } from '../messages/messenger.js';
import { T } from './tokens.js';

export const messagesModule = new ContainerModule(({ bind }) => {
  bind(T.Messenger)
    .toResolvedValue(
      (streams, keys, secrets, links, clock, shop, config, { post }) =>
        post &&
        new Messenger(streams, keys, clock, {
          ...{
            post,
            secrets,
            orderToken: links.tokenOf,
            shopName: shop.name,
            publicUrl: config.PUBLIC_URL,
            shopkeeper: config.SHOPKEEPER_EMAIL,
          },
        }),
      [T.Streams, T.Keys, T.CustomerSecrets, T.OrderLinks, T.Clock, T.Shop, T.Config, T.Post],
    )
    .inSingletonScope();
});
