package dev.mainstem.systems.checkout;

import java.util.Optional;

/** What is sold, in one or more variants. */
record Product(String id, String title, String description, Optional<String> image) {}
