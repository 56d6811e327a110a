# Statistics of agreement by R, for the tables on standard input; results go to standard output, both JSON.
# Cohen's kappa, its unweighted variance and intraclass correlations come from the package psych (cohen.kappa, ICC).
# psych 2.2.9 has the variance of weighted kappa wrong (rowSums(w * rs) for the mean weights of the columns): it comes from
# vcd where that is installed. Fleiss' kappa and the z values come from irr where it is installed. What no installed
# package has is written here in base R from the papers: weighted kappa's variance, kappa's variance at zero, Fleiss' kappa
# and its variances, PABAK, indices, limits of agreement.
suppressPackageStartupMessages({
  library(jsonlite)
  library(psych)
})
with_vcd <- requireNamespace("vcd", quietly = TRUE)
with_irr <- requireNamespace("irr", quietly = TRUE)

as_matrix <- function(rows) {
  do.call(rbind, lapply(rows, function(row) {
    as.numeric(vapply(row, function(value) if (is.null(value)) NA_real_ else as.numeric(value), 0))
  }))
}

quiet <- function(expression) suppressMessages(suppressWarnings(expression))

ratings_of <- function(counts) {
  pairs <- which(counts > 0, arr.ind = TRUE)
  pairs[rep(seq_len(nrow(pairs)), counts[counts > 0]), , drop = FALSE]
}

# Fleiss, Cohen & Everitt 1969, equation 14: variance of (weighted) kappa when kappa is zero.
null_variance <- function(p, w) {
  rows <- rowSums(p)
  columns <- colSums(p)
  chance <- outer(rows, columns)
  expected <- sum(w * chance)
  means <- outer(as.vector(w %*% columns), as.vector(rows %*% w), "+")
  (sum(chance * (w - means)^2) - expected^2) / (sum(p) * (1 - expected)^2)
}

# Fleiss, Cohen & Everitt 1969, equation 13: variance of weighted kappa.
weighted_variance <- function(counts, w, which) {
  n <- sum(counts)
  p <- counts / n
  rows <- rowSums(p)
  columns <- colSums(p)
  observed <- sum(w * p)
  expected <- sum(w * outer(rows, columns))
  if (with_vcd) {
    kinds <- c(linear = "Equal-Spacing", quadratic = "Fleiss-Cohen")
    return(quiet(vcd::Kappa(counts, weights = kinds[[which]]))$Weighted[["ASE"]]^2)
  }
  means <- outer(as.vector(w %*% columns), as.vector(rows %*% w), "+")
  bracket <- sum(p * (w * (1 - expected) - means * (1 - observed))^2)
  (bracket - (observed * expected - 2 * expected + observed)^2) / (n * (1 - expected)^4)
}

one_kappa <- function(counts, w, which) {
  fit <- quiet(cohen.kappa(counts, w = w))
  unweighted <- which == "equal-only"
  value <- if (unweighted) fit$kappa else fit$weighted.kappa
  variance <- if (unweighted) fit$var.kappa else weighted_variance(counts, w, which)
  half <- qnorm(0.975) * sqrt(max(0, variance))
  bounds <- if (unweighted) fit$confid[1, ] else c(lower = max(-1, value - half), upper = min(1, value + half))
  n <- sum(counts)
  zero <- null_variance(counts / n, w) / n
  z <- if (!is.na(zero) && zero > 1e-14) value / sqrt(zero) else NA
  # irr knows only categories that occur.
  if (with_irr && unweighted && is.finite(z) && all(rowSums(counts) > 0, colSums(counts) > 0)) {
    z <- quiet(irr::kappa2(ratings_of(counts)))$statistic
  }
  list(value = value, variance = variance, lower = bounds[["lower"]], upper = bounds[["upper"]], z = z)
}

of_pairs <- function(table) {
  counts <- as_matrix(table$counts)
  k <- nrow(counts)
  n <- sum(counts)
  apart <- abs(row(counts) - col(counts))
  equal <- sum(diag(counts))
  test <- binom.test(equal, n)
  result <- list(
    raw = list(proportion = equal / n, lower = test$conf.int[1], upper = test$conf.int[2]),
    kappa = one_kappa(counts, diag(1, k), "equal-only"),
    linear = one_kappa(counts, 1 - apart / (k - 1), "linear"),
    quadratic = one_kappa(counts, 1 - (apart / (k - 1))^2, "quadratic"),
    pabak = (equal / n - 1 / k) / (1 - 1 / k)
  )
  if (k == 2) {
    result$prevalence <- (counts[2, 2] - counts[1, 1]) / n
    result$bias <- sum(counts[2, ]) / n - sum(counts[, 2]) / n
  }
  result
}

of_groups <- function(table) {
  ratings <- as_matrix(table$ratings)
  n <- nrow(ratings)
  m <- ncol(ratings)
  counts <- t(apply(ratings, 1, tabulate, nbins = table$categories))
  p <- colSums(counts) / (n * m)
  own <- (rowSums(counts^2) - m) / (m * (m - 1))
  expected <- sum(p^2)
  value <- (mean(own) - expected) / (1 - expected)
  q <- 1 - p
  spread <- sum(p * q)
  # Fleiss, Nee & Landis 1979, equation 12.
  zero <- sqrt(2) / (spread * sqrt(n * m * (m - 1))) * sqrt(spread^2 - sum(p * q * (q - p)))
  z <- value / zero
  if (with_irr) {
    fit <- quiet(irr::kappam.fleiss(ratings))
    value <- fit$value
    z <- fit$statistic
  }
  # Gwet 2008: each subject's part in kappa, with what it changes in the agreement by chance.
  chance <- as.vector(counts %*% p) / m
  parts <- (own - expected) / (1 - expected) - 2 * (1 - value) * (chance - expected) / (1 - expected)
  error <- if (n > 1) sqrt(sum((parts - value)^2) / (n * (n - 1))) else NA
  t <- if (n > 1) qt(0.975, n - 1) else NA
  list(
    value = value, z = z, error = error, lower = max(-1, value - t * error), upper = min(1, value + t * error),
    pairwise = mean(own)
  )
}

one_icc <- function(fit, row) {
  found <- fit$results[row, ]
  list(value = found$ICC, lower = found$`lower bound`, upper = found$`upper bound`, f = found$F, df1 = found$df1, df2 = found$df2, p = found$p)
}

of_values <- function(table) {
  values <- as_matrix(table$rows)
  values <- values[complete.cases(values), , drop = FALSE]
  fit <- quiet(ICC(values, lmer = FALSE, missing = FALSE))
  result <- list(
    n = nrow(values), oneWay = one_icc(fit, 1), agreement = one_icc(fit, 2), consistency = one_icc(fit, 3),
    within = sqrt(mean(apply(values, 1, var)))
  )
  if (ncol(values) == 2) {
    differences <- values[, 2] - values[, 1]
    n <- length(differences)
    s <- sd(differences)
    test <- tryCatch(t.test(differences)$conf.int, error = function(problem) rep(mean(differences), 2))
    half <- qt(0.975, n - 1) * s * sqrt(1 / n + 1.96^2 / (2 * (n - 1)))
    limits <- mean(differences) + c(-1.96, 1.96) * s
    result$blandAltman <- list(
      bias = mean(differences), biasLower = test[1], biasUpper = test[2], sd = s,
      lower = limits[1], lowerLower = limits[1] - half, lowerUpper = limits[1] + half,
      upper = limits[2], upperLower = limits[2] - half, upperUpper = limits[2] + half
    )
  }
  result
}

tables <- fromJSON(file("stdin"), simplifyVector = FALSE)
results <- list(
  r = R.version.string, psych = as.character(packageVersion("psych")), vcd = with_vcd, irr = with_irr,
  pairs = lapply(tables$pairs, of_pairs),
  groups = lapply(tables$groups, of_groups),
  values = lapply(tables$values, of_values),
  student = lapply(tables$student, function(df) qt(0.975, df)),
  f = lapply(tables$f, function(df) qf(0.975, df[[1]], df[[2]])),
  fTail = lapply(tables$fTail, function(at) pf(at[[1]], at[[2]], at[[3]], lower.tail = FALSE))
)
cat(toJSON(results, digits = NA, auto_unbox = TRUE, na = "null", null = "null"))
