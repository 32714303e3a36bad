"""One municipality's yearly file: made of what is released, signed, and checked before it is believed."""
